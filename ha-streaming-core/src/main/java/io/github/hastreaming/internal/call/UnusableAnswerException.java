package io.github.hastreaming.internal.call;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.responses.BmcResponse;
import io.github.hastreaming.call.FailureClassifier;
import io.github.hastreaming.call.FailureKind;
import io.github.hastreaming.call.StreamOperation;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An answer that the classifier takes for a failure. */
public final class UnusableAnswerException extends BmcException {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(FailureClassifier.class);
  private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

  private final FailureKind kind;

  private UnusableAnswerException(StreamOperation operation, FailureKind kind) {
    super(false, "the answer to " + operation.methodName() + " is not usable", null, null);
    this.kind = kind;
  }

  public static void throwIfUnusable(
      FailureClassifier classifier, StreamOperation operation, BmcResponse response) {
    FailureKind kind = classify(classifier, operation, response);
    if (kind != FailureKind.NONE) {
      throw new UnusableAnswerException(operation, kind);
    }
  }

  /** An answer is not thrown away because the application's classifier fails on it. */
  private static FailureKind classify(
      FailureClassifier classifier, StreamOperation operation, BmcResponse response) {
    try {
      FailureKind kind = classifier.classifyResponse(operation, response);
      return kind == null ? FailureKind.NONE : kind;
    } catch (RuntimeException e) {
      if (WARNED.add(classifier.getClass().getName() + " " + operation)) { // Not for each call.
        LOG.warn("The failure classifier failed on an answer to {}", operation.methodName(), e);
      }
      return FailureKind.NONE;
    }
  }

  FailureKind kind() {
    return kind;
  }
}
