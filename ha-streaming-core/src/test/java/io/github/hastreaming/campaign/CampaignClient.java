package io.github.hastreaming.campaign;

import com.oracle.bmc.model.BmcException;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.call.AllRegionsUnavailableException;
import io.github.hastreaming.event.FailbackCompleted;
import io.github.hastreaming.event.FailoverCompleted;
import io.github.hastreaming.event.FailoverListener;
import io.github.hastreaming.event.RegionFailed;
import io.github.hastreaming.event.StateAdopted;
import io.github.hastreaming.failover.HaStreamStatus;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.testkit.FaultScope;
import io.github.hastreaming.testkit.TestIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One process's client; it can be restarted, and its clock can be wrong. */
final class CampaignClient implements AutoCloseable {

  /** Of a wrong configuration, and of too many requests. */
  private static final Set<Integer> REFUSALS = Set.of(401, 403, 404, 409, 429);

  private static final int MISSING = 404;
  private static final String REASON = "commanded by the campaign";
  private static final int[] SKEWS_IN_SECONDS = {0, 0, 120, -120, 900};

  private final String name;
  private final CampaignWorld world;
  private final CampaignAccount account;
  private final TestIdentity identity;
  private SkewedTime clock;
  private CallsOfClient calls;
  private HaStreamClient client;

  /** Closed in the end for what the test's own process holds for them. */
  private final List<HaStreamClient> killed = new ArrayList<>();

  /**
   * @param identity whose rights it has, where they are limited
   */
  CampaignClient(String name, CampaignWorld world, CampaignAccount account, TestIdentity identity) {
    this.identity = identity;
    this.name = name;
    this.world = world;
    this.account = account;
    this.clock = world.newClock();
    this.calls = new CallsOfClient(world);
    this.client = world.newClient(clock, new Listener(calls), calls, identity);
  }

  HaStreamClient get() {
    return client;
  }

  /** A new count of the calls that may meet a connection that was cut. */
  CutConnections cutConnections(int calls) {
    return new CutConnections(world, calls);
  }

  String stream() {
    return world.stream();
  }

  long nanoTime() {
    return clock.nanoTime();
  }

  /** What the call answered; null if no region need have served it and none did. */
  <T> @Nullable T attempt(FaultScope kind, Supplier<T> call) {
    return attemptAll(kind, List.of(call)).get(0);
  }

  /** What each of the calls answered, that are made at once. */
  <T> List<@Nullable T> attemptAll(FaultScope kind, List<Supplier<T>> calls) {
    boolean mayFail = world.mayFail(kind, client); // Before the calls use the faults up.
    int unclassified = world.mishaps().classifications();
    List<Outcome<T>> outcomes = calls.stream().map(Outcome::new).toList();
    int hung = world.hung();
    world.call(List.copyOf(outcomes));
    if (world.hung() > hung) {
      account.happened("hung call");
    }
    if (world.isSlow()) {
      account.happened("call while a region is slow");
    }
    List<@Nullable T> answers = new ArrayList<>();
    for (Outcome<T> outcome : outcomes) {
      RuntimeException failure = outcome.failure;
      if (failure != null) {
        // By a fault that was there before the calls used it up, or that came to be.
        if (world.mishaps().classifications() == unclassified) {
          requireAllowed(kind, failure, mayFail || world.mayFail(kind, client));
        }
        account.unserved();
      }
      answers.add(outcome.answer);
    }
    return answers;
  }

  /** A call about what does not exist. */
  void attemptMissing(Supplier<?> call) {
    // One region that says so is not enough where the other one is down.
    boolean mayFail = world.regions().stream().anyMatch(r -> r.mayFail(FaultScope.READS));
    int unclassified = world.mishaps().classifications();
    Outcome<?> outcome = new Outcome<>(call);
    world.call(List.of(outcome));
    RuntimeException failure = outcome.failure;
    if (failure == null) {
      throw new AssertionError(name + " was told of a group that does not exist");
    }
    boolean told = failure instanceof BmcException answer && answer.getStatusCode() == MISSING;
    if (!told && world.mishaps().classifications() == unclassified) {
      requireAllowed(FaultScope.READS, failure, mayFail);
    }
    account.happened("asked for what is missing");
  }

  private void requireAllowed(FaultScope kind, RuntimeException failure, boolean mayFail) {
    if (!mayFail) {
      throw new AssertionError(
          "%s: one of its %s failed although a region could serve: %s; faults %s"
              .formatted(name, kind, client.status(), world.faults()),
          failure);
    }
    boolean expected =
        failure instanceof AllRegionsUnavailableException
            || (failure instanceof BmcException answer
                && REFUSALS.contains(answer.getStatusCode()));
    if (!expected) {
      throw new AssertionError("failed in a way that nobody could expect", failure);
    }
  }

  /** A call, and then its answer or failure. */
  private static final class Outcome<T> implements Runnable {
    private final Supplier<T> call;
    private volatile @Nullable T answer;
    private volatile @Nullable RuntimeException failure;

    private Outcome(Supplier<T> call) {
      this.call = call;
    }

    @Override
    public void run() {
      try {
        answer = call.get();
      } catch (RuntimeException e) {
        failure = e;
      }
    }
  }

  boolean mayFailWrites() {
    return world.mayFail(FaultScope.WRITES, client);
  }

  /** Whether the region may have taken what it does not acknowledge. */
  boolean mayLoseAnswersOfWrites() {
    return world.mayLoseAnswer(FaultScope.WRITES);
  }

  boolean mayThrottleWrites() {
    return world.mayThrottle();
  }

  String restart() {
    client.close();
    begin();
    return name + " is restarted";
  }

  /** The process is gone between two calls, closes nothing, and is started again. */
  void kill() {
    account.happened("kill");
    clock.close(); // Nothing of it runs any more.
    killed.add(client);
    begin();
  }

  private void begin() {
    clock = world.newClock();
    calls = new CallsOfClient(world);
    client = world.newClient(clock, new Listener(calls), calls, identity);
  }

  /** Whatever happens, a pinned client stays. */
  void requirePinsHeld() {
    HaStreamStatus status = client.status();
    if (status.pin().stream()
        .anyMatch(pin -> !pin.streamOcid().equals(status.active().streamOcid()))) {
      throw new AssertionError(name + " left the stream that it is pinned to: " + status);
    }
  }

  /** From now on it decides for itself. */
  void endCommands() {
    client.failover().unpin();
    if (client.status().isByHand()) {
      client.failover().failBack(REASON);
    }
  }

  boolean isHome() {
    return client.status().isPrimaryActive() && client.status().isStateStoreOk();
  }

  private static boolean isCommanded(String reason) {
    return reason.equals(REASON) || reason.startsWith("pinned");
  }

  private final class Listener implements FailoverListener {

    private final CallsOfClient calls;

    private Listener(CallsOfClient calls) {
      this.calls = calls;
    }

    @Override
    public void onRegionFailed(RegionFailed event) {
      if (event.reason().startsWith("no answer")) {
        account.happened("hang");
      } else if (event.reason().contains("time")) {
        account.happened("time-outs");
      }
      if (!calls.hadReasonToFail(event.target().region())) {
        account.violated(name + ": every call was served, but " + event);
      }
      world.mishaps().callback();
    }

    @Override
    public void onFailoverCompleted(FailoverCompleted event) {
      boolean commanded = isCommanded(event.reason());
      account.happened(commanded ? "switch by hand" : "failover");
      if (!calls.hadReasonToSwitch(event.from().region()) && !commanded) {
        account.violated(name + ": every call was served, but " + event);
      }
      world.mishaps().callback();
    }

    @Override
    public void onFailbackCompleted(FailbackCompleted event) {
      account.happened(isCommanded(event.reason()) ? "switch by hand" : "failback");
      world.mishaps().callback();
    }

    @Override
    public void onStateAdopted(StateAdopted event) {
      account.happened("followed another");
      world.mishaps().callback();
    }
  }

  String skewClock(Random random) {
    int seconds = SKEWS_IN_SECONDS[random.nextInt(SKEWS_IN_SECONDS.length)];
    clock.jumpTo(Duration.ofSeconds(seconds));
    return name + "'s clock is " + seconds + " s ahead";
  }

  /** Somebody gives a command; what it refuses, it must say clearly. */
  String command(Random random) {
    String told = "";
    try {
      switch (random.nextInt(5)) {
        case 0 -> {
          told = "failOver";
          client.failover().failOver(REASON);
        }
        case 1 -> {
          told = "failBack";
          client.failover().failBack(REASON);
        }
        case 2 -> {
          told = "pin to the active";
          client.failover().pin(client.status().active(), pinDuration(random));
        }
        case 3 -> {
          told = "pin to the other";
          HaStreamStatus status = client.status();
          StreamTarget other =
              status.isPrimaryActive()
                  ? status.secondary().orElse(status.active())
                  : world.primary();
          client.failover().pin(other, pinDuration(random));
        }
        default -> {
          told = "unpin";
          client.failover().unpin();
        }
      }
      account.happened(told);
      return name + ": " + told;
    } catch (IllegalStateException refused) {
      return name + ": " + told + " refused: " + refused.getMessage();
    }
  }

  private static Duration pinDuration(Random random) {
    return Duration.ofSeconds(1 + random.nextInt(120));
  }

  @Override
  public String toString() {
    return name + " " + client.status();
  }

  @Override
  public void close() {
    client.close();
    killed.forEach(HaStreamClient::close);
  }
}
