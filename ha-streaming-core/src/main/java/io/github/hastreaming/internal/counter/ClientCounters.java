package io.github.hastreaming.internal.counter;

import io.github.hastreaming.call.CallKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What happened in the whole client. Thread-safe. */
public final class ClientCounters {

  private final SwitchCounters switches = new SwitchCounters();
  private final LongAdder unservedWrites = new LongAdder();
  private final LongAdder unservedReads = new LongAdder();
  private final LongAdder partialFailures = new LongAdder();
  private final LongAdder unknownOutcomesReplayed = new LongAdder();
  private final LongAdder sweepsWithMessages = new LongAdder();

  public SwitchCounters switches() {
    return switches;
  }

  /** A call ended in an exception. */
  public void unserved(CallKind kind) {
    (kind == CallKind.WRITE ? unservedWrites : unservedReads).increment();
  }

  /** A put was answered with failures of some entries. */
  public void partialFailure() {
    partialFailures.increment();
  }

  /** A put whose outcome is unknown is sent again. */
  public void unknownOutcomeReplayed() {
    unknownOutcomesReplayed.increment();
  }

  /** A sweep found messages. */
  public void sweepWithMessages() {
    sweepsWithMessages.increment();
  }

  /** Calls that ended in an exception, for each kind. */
  public Map<CallKind, Long> unserved() {
    Map<CallKind, Long> counts = new EnumMap<>(CallKind.class);
    counts.put(CallKind.WRITE, unservedWrites.sum());
    counts.put(CallKind.READ, unservedReads.sum());
    return Map.copyOf(counts);
  }

  public long partialFailures() {
    return partialFailures.sum();
  }

  public long unknownOutcomesReplayed() {
    return unknownOutcomesReplayed.sum();
  }

  public long sweepsWithMessages() {
    return sweepsWithMessages.sum();
  }
}
