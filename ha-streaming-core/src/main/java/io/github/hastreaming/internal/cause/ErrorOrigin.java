package io.github.hastreaming.internal.cause;

import com.oracle.bmc.model.BmcException;

/**
 * Whose answer an error is: the service's, or that of something on the way to it, such as a proxy,
 * a firewall or a captive portal.
 */
public final class ErrorOrigin {

  /** What the SDK puts where the body was no JSON with a code in it. */
  private static final String NO_CODE = "Unknown";

  private static final int PROXY_AUTHENTICATION_REQUIRED = 407;
  private static final int NETWORK_AUTHENTICATION_REQUIRED = 511;

  private ErrorOrigin() {}

  /**
   * Whether the service answered. Its errors are 4xx and 5xx and have a code, by Oracle's page on
   * API errors; two statuses are by their definition (RFC 9110, RFC 6585) never an origin's.
   */
  public static boolean isTheService(BmcException failure) {
    int status = failure.getStatusCode();
    String code = failure.getServiceCode();
    return status >= 400
        && status != PROXY_AUTHENTICATION_REQUIRED
        && status != NETWORK_AUTHENTICATION_REQUIRED
        && code != null
        && !code.isBlank()
        && !code.equals(NO_CODE);
  }

  /** Whether a proxy wants to know who asks before it passes anything on. */
  public static boolean isOfProxyBefore(BmcException failure) {
    return failure.getStatusCode() == PROXY_AUTHENTICATION_REQUIRED;
  }
}
