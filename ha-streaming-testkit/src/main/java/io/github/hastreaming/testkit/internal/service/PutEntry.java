package io.github.hastreaming.testkit.internal.service;

import org.jspecify.annotations.Nullable;

/** What became of one message of a put: stored, or refused with an error. */
public record PutEntry(
    @Nullable Message stored, @Nullable String error, @Nullable String errorMessage) {

  static PutEntry stored(Message message) {
    return new PutEntry(message, null, null);
  }

  /**
   * The service's strings for a throttled entry are not known; these follow its whole-request 429.
   */
  static PutEntry throttled(String partition) {
    return new PutEntry(
        null, "TooManyRequests", "Throughput limit of partition " + partition + " exceeded");
  }
}
