package io.github.hastreaming.internal.counter;

import java.util.concurrent.atomic.LongAdder;

/** What happened in the whole client. Thread-safe. */
public final class ClientCounters {

  private final SwitchCounters switches = new SwitchCounters();
  private final LongAdder partialFailures = new LongAdder();
  private final LongAdder unknownOutcomesReplayed = new LongAdder();
  private final LongAdder sweepsWithMessages = new LongAdder();

  public SwitchCounters switches() {
    return switches;
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
