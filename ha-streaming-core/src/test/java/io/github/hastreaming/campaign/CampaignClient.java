package io.github.hastreaming.campaign;

import com.oracle.bmc.model.BmcException;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.call.AllRegionsUnavailableException;
import io.github.hastreaming.testkit.FaultScope;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One process's client; it can be restarted, and its clock can be wrong. */
final class CampaignClient implements AutoCloseable {

  /** Of a wrong configuration, and of too many requests. */
  private static final Set<Integer> REFUSALS = Set.of(401, 403, 404, 409, 429);

  private static final int[] SKEWS_IN_SECONDS = {0, 0, 120, -120, 900};

  private final CampaignWorld world;
  private final CampaignAccount account;
  private SkewedTime clock;
  private HaStreamClient client;

  CampaignClient(CampaignWorld world, CampaignAccount account) {
    this.world = world;
    this.account = account;
    this.clock = world.newClock();
    this.client = world.newClient(clock);
  }

  HaStreamClient get() {
    return client;
  }

  int cuts() {
    return world.cuts();
  }

  String stream() {
    return world.stream();
  }

  long nanoTime() {
    return clock.nanoTime();
  }

  /** What the call answered; null if no region need have served it and none did. */
  <T> @Nullable T attempt(FaultScope kind, Supplier<T> call) {
    boolean mayFail = world.mayFail(kind, client); // Before the call uses the faults up.
    try {
      return call.get();
    } catch (BmcException e) {
      if (!mayFail && !world.mayFail(kind, client)) {
        throw new AssertionError("failed although a region could serve: " + client.status(), e);
      }
      if (!(e instanceof AllRegionsUnavailableException) && !REFUSALS.contains(e.getStatusCode())) {
        throw new AssertionError("failed in a way that nobody could expect", e);
      }
      account.unserved();
      return null;
    }
  }

  boolean mayFailWrites() {
    return world.mayFail(FaultScope.WRITES, client);
  }

  boolean mayThrottleWrites() {
    return world.mayThrottle();
  }

  void restart() {
    client.close();
    clock = world.newClock();
    client = world.newClient(clock);
  }

  String skewClock(Random random) {
    int seconds = SKEWS_IN_SECONDS[random.nextInt(SKEWS_IN_SECONDS.length)];
    clock.jumpTo(Duration.ofSeconds(seconds));
    return "a clock is " + seconds + " s ahead";
  }

  /** Somebody gives a command; what it refuses, it must say clearly. */
  String command(Random random) {
    String told = "command";
    try {
      switch (random.nextInt(4)) {
        case 0 -> {
          told = "failOver";
          client.failover().failOver("campaign");
        }
        case 1 -> {
          told = "failBack";
          client.failover().failBack("campaign");
        }
        case 2 -> {
          told = "pin to the active";
          client
              .failover()
              .pin(client.status().active(), Duration.ofSeconds(1 + random.nextInt(120)));
        }
        default -> {
          told = "unpin";
          client.failover().unpin();
        }
      }
      return told;
    } catch (IllegalStateException refused) {
      return told + " refused: " + refused.getMessage();
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
