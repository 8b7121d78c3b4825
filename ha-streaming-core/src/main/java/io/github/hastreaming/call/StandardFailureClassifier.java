package io.github.hastreaming.call;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.responses.BmcResponse;
import com.oracle.bmc.streaming.responses.GetMessagesResponse;
import io.github.hastreaming.internal.cause.Causes;
import io.github.hastreaming.internal.cause.ErrorOrigin;
import java.util.Locale;

/** What docs/how-it-works.md says counts as a failure, one early return and one reason each. */
final class StandardFailureClassifier implements FailureClassifier {

  static final StandardFailureClassifier INSTANCE = new StandardFailureClassifier();

  /** The SDK takes it for a success; no request asks whether something was modified. */
  private static final int NOT_MODIFIED = 304;

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
    if (!ErrorOrigin.isTheService(failure)) {
      return FailureKind.OUTAGE; // Of the path: the service may be well, but is not heard.
    }
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
    if (response.get__httpStatusCode__() == NOT_MODIFIED
        || (operation == StreamOperation.UPDATE_GROUP && isPage(response))) {
      return FailureKind.OUTAGE;
    }
    if (response instanceof GetMessagesResponse messages
        && (messages.getItems() == null || messages.getOpcNextCursor() == null)) {
      // The next cursor is never null, and the list is empty at the end of the stream.
      return FailureKind.OUTAGE;
    }
    return FailureKind.NONE;
  }

  /** The one operation whose answer has no body: the SDK does not look at what came instead. */
  private static boolean isPage(BmcResponse response) {
    return response.getHeaders() != null
        && response.getHeaders().entrySet().stream()
            .filter(header -> "content-type".equalsIgnoreCase(header.getKey()))
            .flatMap(header -> header.getValue().stream())
            .anyMatch(type -> type.toLowerCase(Locale.ROOT).startsWith("text/"));
  }
}
