package io.github.hastreaming.internal.region;

import com.oracle.bmc.model.BmcException;
import io.github.hastreaming.internal.cause.Causes;
import java.io.IOException;
import java.util.Arrays;

/**
 * The application's credentials failed while a request was signed: nothing was sent, and no region
 * is to blame.
 */
public final class SigningFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The SDK's filter that signs; seen in 3.77.2. */
  private static final String SIGNING_FRAME = "AuthnClientFilter";

  SigningFailure(Throwable cause) {
    super("The request could not be signed: " + cause, cause);
  }

  /**
   * Whether an attempt failed so. Clients of the application's own making have signers that we do
   * not see; the SDK's filter is on the stack then.
   */
  public static boolean isCauseOf(Throwable failure) {
    boolean answered = failure instanceof BmcException service && service.getStatusCode() > 0;
    return !answered && Causes.any(failure, SigningFailure::isOne);
  }

  private static boolean isOne(Throwable cause) {
    if (cause instanceof SigningFailure) {
      return true;
    }
    // The innermost cause tells; what the network throws is not looked through, since it is common.
    return cause.getCause() == null
        && !(cause instanceof IOException)
        && !(cause instanceof InterruptedException)
        && Arrays.stream(cause.getStackTrace())
            .anyMatch(frame -> frame.getClassName().endsWith(SIGNING_FRAME));
  }
}
