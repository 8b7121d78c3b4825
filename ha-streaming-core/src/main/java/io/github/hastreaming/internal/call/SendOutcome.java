package io.github.hastreaming.internal.call;

import com.oracle.bmc.model.BmcException;
import io.github.hastreaming.internal.cause.Causes;
import io.github.hastreaming.internal.cause.ErrorOrigin;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;

/** What is known of a request whose attempt failed. */
public enum SendOutcome {
  /** No byte of it left: refused, unknown host, connect timeout, the SDK's own breaker open. */
  NOT_SENT,
  /** The service answered it with a 4xx, or a proxy before it with a 407: it was not processed. */
  NOT_PROCESSED,
  /** The service may have processed it. */
  UNKNOWN;

  /**
   * Tells what a failure proves.
   *
   * @param failure what the region's client threw
   * @return the outcome; {@link #UNKNOWN} wherever there is a doubt
   */
  public static SendOutcome of(Throwable failure) {
    if (failure instanceof BmcException answer && provesNotProcessed(answer)) {
      return NOT_PROCESSED;
    }
    return Causes.any(failure, SendOutcome::provesNotSent) ? NOT_SENT : UNKNOWN;
  }

  /** Anybody else's answer says nothing of what the service did. */
  private static boolean provesNotProcessed(BmcException answer) {
    return ErrorOrigin.isOfProxyBefore(answer)
        || (ErrorOrigin.isTheService(answer) && answer.getStatusCode() < 500);
  }

  private static boolean provesNotSent(Throwable cause) {
    return cause instanceof ConnectException
        || cause instanceof UnknownHostException
        || cause instanceof NoRouteToHostException
        || isNamed(cause, "ConnectTimeoutException")
        || isNamed(cause, "HttpConnectTimeoutException")
        || isConnectTimeoutOfJdk(cause)
        || isSdkBreakerOpen(cause);
  }

  /** The JDK's sockets use one type for both timeouts: "Connect timed out", "Read timed out". */
  private static boolean isConnectTimeoutOfJdk(Throwable cause) {
    return cause instanceof SocketTimeoutException
        && "connect timed out".equalsIgnoreCase(cause.getMessage());
  }

  /** By name: the HTTP provider is the application's choice and not on our class path. */
  private static boolean isNamed(Throwable cause, String simpleName) {
    for (Class<?> type = cause.getClass(); type != null; type = type.getSuperclass()) {
      if (type.getSimpleName().equals(simpleName)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The SDK's own breaker is open. With Resilience4j 2.x on the class path the SDK, built on 1.7.1,
   * fails to say so: a NoSuchMethodError of the breaker's configuration is all that shows.
   */
  private static boolean isSdkBreakerOpen(Throwable cause) {
    return isNamed(cause, "CallNotAllowedException")
        || isNamed(cause, "CallNotPermittedException")
        || (cause instanceof NoSuchMethodError
            && String.valueOf(cause.getMessage()).contains("CircuitBreakerConfig"));
  }
}
