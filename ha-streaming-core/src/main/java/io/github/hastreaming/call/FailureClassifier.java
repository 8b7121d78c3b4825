package io.github.hastreaming.call;

import com.oracle.bmc.responses.BmcResponse;

/**
 * Decides what the outcome of one attempt means.
 *
 * <p>Implementations must be thread-safe and quick: they are called on the calling thread after
 * every attempt. One that throws is treated as {@link FailureKind#REJECTED} with the attempt's own
 * failure.
 */
public interface FailureClassifier {

  /**
   * Classifies a failed attempt.
   *
   * @param operation the operation that was called
   * @param failure what the region's client threw, as a rule a {@code BmcException}
   * @return what it means, never {@link FailureKind#NONE}
   */
  FailureKind classify(StreamOperation operation, Throwable failure);

  /**
   * Classifies an answer. By default every answer is a success.
   *
   * @param operation the operation that was called
   * @param response the region's answer
   * @return what it means, {@link FailureKind#NONE} for a success
   */
  default FailureKind classifyResponse(StreamOperation operation, BmcResponse response) {
    return FailureKind.NONE;
  }

  /**
   * The built-in classifier; the table "What counts as a failure" of docs/how-it-works.md is what
   * it does.
   *
   * @return a thread-safe classifier
   */
  static FailureClassifier standard() {
    return StandardFailureClassifier.INSTANCE;
  }
}
