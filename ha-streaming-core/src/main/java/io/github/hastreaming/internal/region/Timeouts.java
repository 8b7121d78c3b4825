package io.github.hastreaming.internal.region;

import io.github.hastreaming.internal.cause.Causes;
import java.net.SocketTimeoutException;
import java.util.Locale;

/** Tells a request that was not answered in time from other failures. */
final class Timeouts {

  private Timeouts() {}

  /** Whether the request was sent and its answer did not come in time. */
  static boolean isReadTimeout(Throwable failure) {
    return Causes.any(failure, Timeouts::isOneOfReading);
  }

  /** By name: the HTTP provider is the application's choice and not on our class path. */
  private static boolean isOneOfReading(Throwable cause) {
    String name = cause.getClass().getSimpleName();
    boolean timeout = cause instanceof SocketTimeoutException || name.endsWith("TimeoutException");
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    return timeout && !name.contains("Connect") && !message.startsWith("connect timed out");
  }
}
