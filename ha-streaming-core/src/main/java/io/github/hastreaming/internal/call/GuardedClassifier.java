package io.github.hastreaming.internal.call;

import com.oracle.bmc.responses.BmcResponse;
import io.github.hastreaming.call.FailureClassifier;
import io.github.hastreaming.call.FailureKind;
import io.github.hastreaming.call.StreamOperation;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The application's classifier, with what it must not do made harmless: it can neither replace a
 * failure with its own nor throw an answer away. Thread-safe if the application's is.
 */
public final class GuardedClassifier implements FailureClassifier {

  private static final Logger LOG = LoggerFactory.getLogger(FailureClassifier.class);

  private final FailureClassifier classifier;
  private final Set<StreamOperation> warned = ConcurrentHashMap.newKeySet();

  public GuardedClassifier(FailureClassifier classifier) {
    this.classifier = classifier;
  }

  /** What was decided about an unusable answer stands. */
  @Override
  public FailureKind classify(StreamOperation operation, Throwable failure) {
    if (failure instanceof UnusableAnswerException answer) {
      return answer.kind();
    }
    try {
      FailureKind kind = classifier.classify(operation, failure);
      return kind == null || kind == FailureKind.NONE ? FailureKind.REJECTED : kind;
    } catch (Throwable e) { // It may throw anything, and on what it was given.
      if (e != failure) {
        failure.addSuppressed(e);
      }
      return FailureKind.REJECTED;
    }
  }

  /** An answer is not thrown away because the classifier fails on it. */
  @Override
  public FailureKind classifyResponse(StreamOperation operation, BmcResponse response) {
    try {
      FailureKind kind = classifier.classifyResponse(operation, response);
      return kind == null ? FailureKind.NONE : kind;
    } catch (Throwable e) {
      if (warned.add(operation)) { // Not for each call.
        LOG.warn("The failure classifier failed on an answer to {}", operation.methodName(), e);
      }
      return FailureKind.NONE;
    }
  }
}
