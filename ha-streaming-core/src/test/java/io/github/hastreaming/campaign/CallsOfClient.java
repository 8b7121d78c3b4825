package io.github.hastreaming.campaign;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.streaming.Stream;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.target.StreamTarget;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What one client sends to the regions, as it is carried out and answered: how long it takes in a
 * region that is slow, and whether the region failed at all since somebody last held that against
 * it. Thread-safe.
 */
final class CallsOfClient {

  /** Answers about the request, or about rights that were never there. */
  private static final Set<Integer> OF_THE_REQUEST = Set.of(400, 401, 403, 404, 409);

  private final CampaignWorld world;

  /** Regions that did not serve a call since it was last asked for. */
  private final Set<String> failedForBreaker = ConcurrentHashMap.newKeySet();

  private final Set<String> failedForSwitch = ConcurrentHashMap.newKeySet();

  CallsOfClient(CampaignWorld world) {
    this.world = world;
  }

  /** Whether the region gave a reason to take it for failed since this was last asked. */
  boolean hadReasonToFail(String region) {
    return failedForBreaker.remove(region) || world.region(region).hung() > 0;
  }

  /** The same of switches. */
  boolean hadReasonToSwitch(String region) {
    return failedForSwitch.remove(region) || world.region(region).hung() > 0;
  }

  Stream decorate(StreamTarget target, Stream stream) {
    return (Stream)
        Proxy.newProxyInstance(
            Stream.class.getClassLoader(),
            new Class<?>[] {Stream.class},
            new Watched(world.region(target.region()), stream)::invoke);
  }

  private final class Watched {

    private final CampaignRegion region;
    private final Stream stream;
    private final AtomicBoolean cold = new AtomicBoolean(true);

    private Watched(CampaignRegion region, Stream stream) {
      this.region = region;
      this.stream = stream;
    }

    private @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
        throws Throwable {
      if (!method.getReturnType().getSimpleName().endsWith("Response")) {
        return plainly(method, arguments);
      }
      boolean counted = CampaignWorld.isApplicationsCall() && region.hung() == 0;
      if (counted) {
        world.inFlight(1);
      }
      try {
        if (!CampaignWorld.isApplicationsCall() && region.hangsReads()) {
          throw Failures.readTimeout(); // Nobody waits for it, so neither need the test.
        }
        Object answer = plainly(method, arguments);
        world.passTimeOfSlowCall(region, cold.getAndSet(false));
        return answer;
      } catch (RuntimeException e) {
        note(e);
        throw e;
      } finally {
        if (counted) {
          world.inFlight(-1);
        }
      }
    }

    private @Nullable Object plainly(Method method, Object @Nullable [] arguments)
        throws Throwable {
      try {
        return method.invoke(stream, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }

    private void note(RuntimeException failure) {
      boolean ofTheRequest =
          failure instanceof BmcException answer
              && OF_THE_REQUEST.contains(answer.getStatusCode())
              && !region.isFaulty();
      if (!ofTheRequest) {
        failedForBreaker.add(region.name());
        failedForSwitch.add(region.name());
      }
    }
  }
}
