package io.github.hastreaming.failover;

import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.state.Pin;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a client is doing, at one moment; for health checks and for people. Its text is one line for
 * a log. What a client gives out is immutable.
 */
public interface HaStreamStatus {

  /**
   * The stream that calls prefer.
   *
   * @return the active target
   */
  StreamTarget active();

  /**
   * Whether the active stream is the primary.
   *
   * @return false during a failover
   */
  boolean isPrimaryActive();

  /**
   * The number of the last change of state; each change has the next one, except that changes made
   * while the state store cannot be used have no number of their own. It only grows, unless the
   * store is restored or made anew, or another process's change undoes ones it has not taken yet.
   *
   * @return at least 0
   */
  long epoch();

  /**
   * When the active stream last changed.
   *
   * @return an instant
   */
  Instant since();

  /**
   * Why the active stream last changed.
   *
   * @return a sentence, or the empty string if it never did
   */
  String reason();

  /**
   * The known regions: the primary, the secondary, and secondaries that were replaced.
   *
   * @return an immutable list
   */
  List<RegionStatus> regions();

  /**
   * The secondary, if it is known.
   *
   * @return the target; empty means that a failover is not possible now
   */
  Optional<StreamTarget> secondary();

  /**
   * What is known of the secondary; it is looked at each time it is resolved, before it is needed.
   *
   * @return its fitness; {@link Fitness#UNKNOWN} also if no secondary is known
   */
  Fitness secondaryFitness();

  /**
   * Why the secondary is taken for what {@link #secondaryFitness()} says.
   *
   * @return a few words for people, or the empty string if it is fit
   */
  String secondaryFitnessReason();

  /**
   * Why no secondary is known.
   *
   * @return what the resolver answered, or the empty string
   */
  String resolverAnswer();

  /**
   * Whether the state store can be used.
   *
   * @return false if it fails, hangs or holds a state that is refused
   */
  default boolean isStateStoreOk() {
    return stateStoreFailure().isEmpty();
  }

  /**
   * Why the state store cannot be used.
   *
   * @return what it did, or empty if it is fine
   */
  Optional<String> stateStoreFailure();

  /**
   * Whether this process decided something while the state store could not be used. It is in force
   * here only, until the store is back and has taken it.
   *
   * @return true if so
   */
  boolean isProvisional();

  /**
   * Whether the active stream was chosen by hand: the client stays until {@link
   * FailoverControl#failBack}.
   *
   * @return true if so
   */
  boolean isByHand();

  /**
   * The stream that the client is pinned to, and until when.
   *
   * @return the pin, or empty if there is none
   */
  Optional<Pin> pin();

  /**
   * What the way back to the primary waits for, for programs.
   *
   * @return the phase; {@link FailbackPhase#NONE} while the primary is active
   */
  FailbackPhase failbackPhase();

  /**
   * What the way back to the primary waits for: the rest of the hold-down, probes and why the last
   * one failed, trial calls, or somebody's decision.
   *
   * @return a few words for people, or the empty string while the primary is active
   */
  String failback();

  /**
   * How long the primary is left alone after a failover or a failed trial. More than the policy's
   * means that coming back did not last.
   *
   * @return zero if there was no failover yet
   */
  Duration holdDown();

  /**
   * How often this process switched, by reason, since the client was built.
   *
   * @return an immutable map; reasons that did not occur are not in it
   */
  default Map<SwitchReason, Long> switches() {
    Map<SwitchReason, Long> sums = new EnumMap<>(SwitchReason.class);
    switchesByDirection()
        .values()
        .forEach(counts -> counts.forEach((reason, count) -> sums.merge(reason, count, Long::sum)));
    return Map.copyOf(sums);
  }

  /**
   * How often this process switched, by direction and reason, since the client was built.
   *
   * @return an immutable map of immutable maps; what did not occur is not in them
   */
  Map<SwitchDirection, Map<SwitchReason, Long>> switchesByDirection();

  /**
   * Calls that ended in an exception, also for the caller's mistakes. Not counted are puts that
   * were answered with failures of some entries, and what is asked of one region only: commits,
   * heartbeats, sweeps, and reads with a cursor that is not valid.
   *
   * @return the counts since the client was built, for each kind
   */
  Map<CallKind, Long> unservedCalls();

  /**
   * Puts that were answered with failures of some of their entries.
   *
   * @return the count since the client was built
   */
  long partialFailures();

  /**
   * Puts sent again though the outcome of an attempt was unknown: each may have stored its messages
   * twice.
   *
   * @return the count since the client was built
   */
  long unknownOutcomesReplayed();

  /**
   * Reads that found messages in a stream besides the one that is read.
   *
   * @return the count since the client was built
   */
  long sweepsWithMessages();

  /**
   * The status for a JSON library of the application's: each property under its name, times as ISO
   * 8601, durations in milliseconds. It names the streams' OCIDs and endpoints.
   *
   * @return immutable maps and lists of text, numbers and booleans; what is unknown is left out
   */
  Map<String, Object> toMap();
}
