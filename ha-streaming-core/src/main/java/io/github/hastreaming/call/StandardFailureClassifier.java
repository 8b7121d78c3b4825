package io.github.hastreaming.call;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.responses.BmcResponse;
import com.oracle.bmc.streaming.responses.GetMessagesResponse;
import io.github.hastreaming.internal.cause.Causes;

/** The table of DESIGN's D3, one early return and one reason each. */
final class StandardFailureClassifier implements FailureClassifier {

  static final StandardFailureClassifier INSTANCE = new StandardFailureClassifier();

  private StandardFailureClassifier() {}

  @Override
  public FailureKind classify(StreamOperation operation, Throwable failure) {
    if (Causes.contains(failure, InterruptedException.class)) {
      return FailureKind.INTERRUPTED;
    }
    if (failure instanceof BmcException service) {
      return service.getStatusCode() > 0 ? byStatus(operation, service) : FailureKind.OUTAGE;
    }
    if (failure instanceof IllegalStateException) {
      // "Client instance has been closed.": somebody closed the region's client underneath us.
      return FailureKind.OUTAGE;
    }
    // The SDK's own validation: IllegalArgumentException, NullPointerException.
    return FailureKind.REJECTED;
  }

  private static FailureKind byStatus(StreamOperation operation, BmcException failure) {
    int status = failure.getStatusCode();
    if (status >= 500 || status == 408) {
      return FailureKind.OUTAGE;
    }
    if (status == 429) {
      // A put that is throttled as a whole marks an overloaded region; a read is asked to slow
      // down.
      return operation.kind() == CallKind.WRITE ? FailureKind.OUTAGE : FailureKind.THROTTLED;
    }
    if (status == 401 || status == 403 || status == 404) {
      return FailureKind.REFUSED;
    }
    if (status == 409 && "IncorrectState".equals(failure.getServiceCode())) {
      return FailureKind.REFUSED;
    }
    return FailureKind.REJECTED;
  }

  @Override
  public FailureKind classifyResponse(StreamOperation operation, BmcResponse response) {
    if (response instanceof GetMessagesResponse messages
        && (messages.getItems() == null || messages.getOpcNextCursor() == null)) {
      // The next cursor is never null, and the list is empty at the end of the stream.
      return FailureKind.OUTAGE;
    }
    return FailureKind.NONE;
  }
}
