package io.github.hastreaming.internal.region;

import io.github.hastreaming.call.CallKind;

/** How long calls of each kind usually take, in all regions of a pair. Thread-safe. */
final class AnswerTimesByKind {

  private final AnswerTimes writes = new AnswerTimes();
  private final AnswerTimes reads = new AnswerTimes();

  AnswerTimes of(CallKind kind) {
    return kind == CallKind.WRITE ? writes : reads;
  }

  /** How long the slower kind's calls usually take, in nanoseconds; 0 if none was served. */
  long longest() {
    return Math.max(writes.usual(), reads.usual());
  }
}
