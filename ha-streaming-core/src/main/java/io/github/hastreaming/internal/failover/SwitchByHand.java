package io.github.hastreaming.internal.failover;

import io.github.hastreaming.failover.SwitchReason;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.internal.state.StateKeeper;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.state.Pin;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator decides. Each command is checked again when it is carried out. */
public final class SwitchByHand {

  private static final Logger LOG = LoggerFactory.getLogger(SwitchByHand.class);

  private final PairParts pair;
  private final StateKeeper keeper;
  private final SecondaryFinder finder;
  private final TargetProbe probe;
  private final TimeSource time;
  private final boolean forced;

  private SwitchByHand(PairParts pair, SecondaryFinder finder, TargetProbe probe, boolean forced) {
    this.pair = pair;
    this.keeper = pair.keeper();
    this.finder = finder;
    this.probe = probe;
    this.time = pair.time();
    this.forced = forced;
  }

  public SwitchByHand(PairParts pair, SecondaryFinder finder, FitnessWatch fitness) {
    this(pair, finder, new TargetProbe(fitness), false);
  }

  /** The same commands without a probe of the region that is switched to. */
  public SwitchByHand forced() {
    return new SwitchByHand(pair, finder, probe, true);
  }

  /** Switches to the secondary, to stay there. */
  public void failOver(String reason) {
    String why = CommandChecks.requireReason(reason);
    FailoverState seen = keeper.state();
    CommandChecks.requireNotPinnedElsewhere(seen, !seen.isPrimaryActive());
    StreamTarget secondary = secondaryOf(seen);
    if (seen.isPrimaryActive()) {
      requireServing(pair.regions().of(secondary));
    }
    boolean decided =
        command(
            SwitchReason.BY_HAND,
            state -> {
              CommandChecks.requireNotPinnedElsewhere(state, !state.isPrimaryActive());
              FailoverState.Builder there =
                  state.isPrimaryActive()
                      ? chosen(state, secondary.streamOcid(), why)
                      : pair.next().confirmed(state, why);
              return there.byHand(true).build();
            });
    if (decided && !seen.isPrimaryActive()) {
      String stays = keeper.table().active().target().region();
      LOG.warn("{} stays active until somebody fails back by hand: {}", stays, why);
    }
  }

  /** Switches to the primary. */
  public void failBack(String reason) {
    String why = CommandChecks.requireReason(reason);
    FailoverState seen = keeper.state();
    CommandChecks.requireNotPinnedElsewhere(seen, seen.isPrimaryActive());
    if (!seen.isPrimaryActive()) {
      requireServing(keeper.primary());
    }
    command(
        SwitchReason.BY_HAND,
        state -> {
          CommandChecks.requireNotPinnedElsewhere(state, state.isPrimaryActive());
          return state.isPrimaryActive() ? state : pair.next().home(state, why);
        });
  }

  /** Switches to a stream, to stay there for a time. */
  public void pin(StreamTarget target, Duration duration) {
    String ocid = target.streamOcid();
    FailoverState seen = keeper.state();
    StreamTarget known = CommandChecks.requireKnown(seen, ocid);
    CommandChecks.requirePinDuration(duration);
    if (!seen.activeOcid().equals(ocid)) {
      requireServing(pair.regions().of(known));
    }
    Instant until = time.now().plus(duration);
    String reason = "pinned until " + until;
    command(
        SwitchReason.PIN,
        state -> {
          CommandChecks.requireKnown(state, ocid);
          FailoverState there =
              state.activeOcid().equals(ocid)
                  ? state
                  : chosen(state, ocid, reason).byHand(false).build();
          return there.toBuilder().pin(Optional.of(new Pin(ocid, until, duration))).build();
        });
  }

  /** Ends the pin, if there is one. */
  public void unpin() {
    command(SwitchReason.PIN, state -> state.toBuilder().pin(Optional.empty()).build());
  }

  private FailoverState.Builder chosen(FailoverState state, String ocid, String reason) {
    return pair.next().chosen(state, keeper.primary(), ocid, reason);
  }

  private boolean command(SwitchReason reason, UnaryOperator<FailoverState> command) {
    return pair.decisions().command(reason, time.nanoTime(), command);
  }

  private void requireServing(Region region) {
    if (forced) {
      return;
    }
    boolean isPrimary = region == keeper.primary();
    probe
        .refusalByHand(region, !isPrimary)
        .ifPresent(
            refusal -> {
              throw new IllegalStateException(
                  "The "
                      + (isPrimary ? "primary " : "secondary ")
                      + region.target()
                      + " cannot be switched to: "
                      + refusal
                      + "; forced() switches all the same");
            });
  }

  private StreamTarget secondaryOf(FailoverState state) {
    return state
        .secondary()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "There is no secondary to fail over to: " + finder.lastAnswer().explanation()));
  }
}
