package io.github.hastreaming.support;

import com.oracle.bmc.model.BmcException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletionException;

/** What the SDK's client throws, shaped as it is seen over HTTP. */
public final class Failures {

  private Failures() {}

  public static BmcException status(int status) {
    return status(status, "Code" + status);
  }

  public static BmcException status(int status, String code) {
    return new BmcException(status, code, "answered " + status, "request-id");
  }

  public static BmcException refused() {
    return clientSide(new ConnectException("Connection refused"));
  }

  public static BmcException unknownHost() {
    return clientSide(new UnknownHostException("streaming.invalid"));
  }

  public static BmcException connectTimeout() {
    return clientSide(new SocketTimeoutException("Connect timed out"));
  }

  public static BmcException readTimeout() {
    return clientSide(new SocketTimeoutException("Read timed out"));
  }

  public static BmcException reset() {
    return clientSide(new SocketException("Connection reset"));
  }

  public static BmcException truncated() {
    return new BmcException(
        false, "Unknown error", new CompletionException(new EOFException("closed early")), null);
  }

  /** With Resilience4j 1.7, on which the SDK is built. */
  public static BmcException sdkBreakerOpen() {
    return new BmcException(false, "breaker open", new CallNotAllowedException("OPEN"), null);
  }

  /** With Resilience4j 2.x, which lacks what the SDK calls. */
  public static BmcException sdkBreakerOpenOnResilience4j2() {
    String method =
        "'java.time.Duration"
            + " io.github.resilience4j.circuitbreaker.CircuitBreakerConfig"
            + ".getWaitDurationInOpenState()'";
    return new BmcException(false, "Unknown error", new NoSuchMethodError(method), null);
  }

  public static BmcException interrupted() {
    return new BmcException(false, "interrupted", new InterruptedException(), null);
  }

  /** As the SDK wraps what its HTTP client throws. */
  public static BmcException clientSide(Throwable cause) {
    Throwable processing = new RuntimeException(cause);
    return new BmcException(true, "client side", new CompletionException(processing), null);
  }

  /** Has the SDK's name, which is all that the library goes by. */
  private static final class CallNotAllowedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private CallNotAllowedException(String message) {
      super(message);
    }
  }
}
