package io.github.hastreaming.internal.call;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.responses.BmcResponse;
import io.github.hastreaming.call.FailureClassifier;
import io.github.hastreaming.call.FailureKind;
import io.github.hastreaming.call.StreamOperation;

/** An answer that the classifier takes for a failure. */
public final class UnusableAnswerException extends BmcException {

  private static final long serialVersionUID = 1L;

  private final FailureKind kind;

  private UnusableAnswerException(StreamOperation operation, FailureKind kind) {
    super(false, "the answer to " + operation.methodName() + " is not usable", null, null);
    this.kind = kind;
  }

  public static void throwIfUnusable(
      FailureClassifier classifier, StreamOperation operation, BmcResponse response) {
    FailureKind kind = classifier.classifyResponse(operation, response);
    if (kind != FailureKind.NONE) {
      throw new UnusableAnswerException(operation, kind);
    }
  }

  FailureKind kind() {
    return kind;
  }
}
