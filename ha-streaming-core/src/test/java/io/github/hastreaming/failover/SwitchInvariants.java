package io.github.hastreaming.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.event.FailbackAbandoned;
import io.github.hastreaming.event.FailbackCompleted;
import io.github.hastreaming.event.FailoverCompleted;
import io.github.hastreaming.event.StateAdopted;
import io.github.hastreaming.state.Pin;
import io.github.hastreaming.support.RecordingListener;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a client promises about switches, whoever makes them; held against what it tells. */
public final class SwitchInvariants {

  /** The reason that the test gives for a switch by hand. */
  public static final String BY_HAND = "by hand";

  private final RecordingListener events;
  private final Set<Long> epochsOfSwitches = new HashSet<>();
  private final Map<Pin, Instant> pinsSeen = new HashMap<>();
  private int seen;
  private long epoch;
  private Instant heldSince = Instant.EPOCH;
  private Duration holdDown = Duration.ofSeconds(60);
  private boolean stayedByHand;
  private boolean storeWasOk = true;
  private int switches;

  public SwitchInvariants(RecordingListener events) {
    this.events = events;
  }

  /** How often the client itself switched. */
  public int switches() {
    return switches;
  }

  /**
   * Checks what must hold after each step.
   *
   * @param decidedByHand whether this test or another process decided something since the last time
   */
  public void check(HaStreamStatus status, Instant now, boolean decidedByHand) {
    assertThat(status.epoch()).as("epoch only grows").isGreaterThanOrEqualTo(epoch);
    assertThat(status.regions()).as("a region is always there").isNotEmpty();
    status
        .pin()
        .ifPresent(
            pin -> {
              assertThat(status.active().streamOcid())
                  .as("pinned means pinned")
                  .isEqualTo(pin.streamOcid());
              Instant since = pinsSeen.computeIfAbsent(pin, first -> now);
              assertThat(since.plus(pin.duration()))
                  .as("a pin ends by itself")
                  .isAfterOrEqualTo(now);
            });
    boolean numbered = storeWasOk && status.isStateStoreOk();
    List<Record> all = events.all();
    for (Record event : all.subList(seen, all.size())) {
      check(event, numbered, decidedByHand);
    }
    seen = all.size();
    epoch = status.epoch();
    stayedByHand = status.isByHand();
    storeWasOk = status.isStateStoreOk();
  }

  private void check(Record event, boolean numbered, boolean decidedByHand) {
    if (event instanceof FailoverCompleted there) {
      switched(there.epoch(), numbered);
      heldDown(there.at(), Duration.ofSeconds(60));
    } else if (event instanceof FailbackCompleted back) {
      switched(back.epoch(), numbered);
      if (!back.reason().equals(BY_HAND) && !back.reason().startsWith("pinned")) {
        assertThat(back.at()).as("the hold-down").isAfterOrEqualTo(heldSince.plus(holdDown));
        assertThat(stayedByHand && !decidedByHand).as("by hand stays").isFalse();
      }
    } else if (event instanceof FailbackAbandoned abandoned && !abandoned.holdDown().isZero()) {
      heldDown(abandoned.at(), abandoned.holdDown());
    } else if (event instanceof StateAdopted adopted && !adopted.from().equals(adopted.to())) {
      heldDown(adopted.at(), Duration.ofSeconds(60));
    }
  }

  private void heldDown(Instant since, Duration duration) {
    heldSince = since;
    holdDown = duration;
  }

  private void switched(long itsEpoch, boolean numbered) {
    switches++;
    if (numbered) {
      assertThat(itsEpoch).as("a switch has an epoch of its own").isGreaterThan(epoch);
      assertThat(epochsOfSwitches.add(itsEpoch)).as("one switch an epoch: " + itsEpoch).isTrue();
    }
  }
}
