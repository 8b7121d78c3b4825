package io.github.hastreaming.internal.engine;

import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.failover.FailbackPhase;
import io.github.hastreaming.failover.Fitness;
import io.github.hastreaming.failover.HaStreamStatus;
import io.github.hastreaming.failover.RegionStatus;
import io.github.hastreaming.failover.SwitchDirection;
import io.github.hastreaming.failover.SwitchReason;
import io.github.hastreaming.internal.text.OneLine;
import io.github.hastreaming.state.Pin;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A status as it was at one moment. */
record StatusSnapshot(
    StreamTarget active,
    boolean isPrimaryActive,
    long epoch,
    Instant since,
    String reason,
    List<RegionStatus> regions,
    Optional<StreamTarget> secondary,
    Fitness secondaryFitness,
    String secondaryFitnessReason,
    String resolverAnswer,
    Optional<String> stateStoreFailure,
    boolean isProvisional,
    boolean isByHand,
    Optional<Pin> pin,
    FailbackPhase failbackPhase,
    String failback,
    Duration holdDown,
    Map<SwitchDirection, Map<SwitchReason, Long>> switchesByDirection,
    Map<CallKind, Long> unservedCalls,
    long partialFailures,
    long unknownOutcomesReplayed,
    long sweepsWithMessages)
    implements HaStreamStatus {

  /** Text may come from a store, a resolver or a server: it is shown as one harmless line. */
  StatusSnapshot {
    reason = OneLine.of(reason);
    secondaryFitnessReason = OneLine.of(secondaryFitnessReason);
    resolverAnswer = OneLine.of(resolverAnswer);
    failback = OneLine.of(failback);
    stateStoreFailure = stateStoreFailure.map(OneLine::of);
  }

  @Override
  public Map<String, Object> toMap() {
    return StatusMap.of(this);
  }

  /** One line for a log. */
  @Override
  public String toString() {
    String text =
        "HaStreamStatus[active="
            + active.region()
            + (isPrimaryActive ? " (primary)" : " (secondary)")
            + ", epoch="
            + epoch
            + ", since="
            + since
            + (reason.isEmpty() ? "" : ", reason=" + reason)
            + ", regions="
            + regions
            + (secondary.isEmpty() ? ", no secondary: " + resolverAnswer : fitnessText())
            + stateStoreFailure.map(failure -> ", state store: " + failure).orElse("")
            + (isProvisional ? ", provisional" : "")
            + (isByHand ? ", by hand" : "")
            + pin.map(p -> ", pinned until " + p.until()).orElse("")
            + (failback.isEmpty() ? "" : ", failback: " + failback)
            + ", switches="
            + switches()
            + ", unservedCalls="
            + unservedCalls
            + ", partialFailures="
            + partialFailures
            + ", unknownOutcomesReplayed="
            + unknownOutcomesReplayed
            + ", sweepsWithMessages="
            + sweepsWithMessages
            + "]";
    return OneLine.of(text);
  }

  private String fitnessText() {
    return secondaryFitness == Fitness.FIT
        ? ""
        : ", secondary is "
            + secondaryFitness.name().toLowerCase(Locale.ROOT)
            + (secondaryFitnessReason.isEmpty() ? "" : ": " + secondaryFitnessReason);
  }
}
