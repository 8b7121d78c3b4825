package io.github.hastreaming.internal.read;

import com.oracle.bmc.model.BmcException;
import io.github.hastreaming.internal.call.SendOutcome;

/**
 * Tells the service's errors about cursors apart. They are all 400 with code InvalidParameter or
 * one that is not documented; only the text differs.
 */
final class ServiceErrors {

  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;

  private ServiceErrors() {}

  /** The status that was answered; -1 if none was. */
  static int status(RuntimeException failure) {
    return failure instanceof BmcException service ? service.getStatusCode() : -1;
  }

  static boolean isBadRequest(RuntimeException failure) {
    return failure instanceof BmcException service && service.getStatusCode() == BAD_REQUEST;
  }

  /** Some parameter's value is refused, not a limit or the form of the request. */
  static boolean isInvalidParameter(BmcException failure) {
    return isBadRequest(failure) && "InvalidParameter".equals(failure.getServiceCode());
  }

  static boolean isNotFound(RuntimeException failure) {
    return failure instanceof BmcException service && service.getStatusCode() == NOT_FOUND;
  }

  /** The cursor is older than five minutes. */
  static boolean isExpired(RuntimeException failure) {
    return isBadRequest(failure) && says(failure, "cursor is expired");
  }

  /** The service does not take the cursor, for whatever reason. */
  static boolean isInvalidCursor(RuntimeException failure) {
    return isBadRequest(failure) && says(failure, "cursor is invalid");
  }

  static boolean isOutsideRetention(RuntimeException failure) {
    return isBadRequest(failure) && says(failure, "outside the retention period");
  }

  /** Whether the service may have acted on the request: it did not answer, or with a 5xx. */
  static boolean mayHaveBeenProcessed(RuntimeException failure) {
    if (failure instanceof BmcException service && service.getStatusCode() == REQUEST_TIMEOUT) {
      return true;
    }
    return SendOutcome.of(failure) == SendOutcome.UNKNOWN;
  }

  static boolean isThrottled(RuntimeException failure) {
    return failure instanceof BmcException service && service.getStatusCode() == TOO_MANY_REQUESTS;
  }

  private static boolean says(RuntimeException failure, String words) {
    return String.valueOf(failure.getMessage()).contains(words);
  }
}
