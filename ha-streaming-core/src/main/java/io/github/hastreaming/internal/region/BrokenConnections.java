package io.github.hastreaming.internal.region;

import io.github.hastreaming.internal.cause.Causes;
import io.github.hastreaming.internal.settings.Defaults;
import io.github.hastreaming.internal.time.TimeSource;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a client whose connection broke: the others that it keeps may be dead as well, and would
 * cost a call its other attempts although the region is there; a new client has none of them. Where
 * everything breaks, that helps nobody and is not done all the time. Thread-safe.
 */
final class BrokenConnections {

  private static final Logger LOG = LoggerFactory.getLogger(BrokenConnections.class);

  private final TimeSource time;
  private final AtomicLong renewedAt;

  BrokenConnections(TimeSource time) {
    this.time = time;
    this.renewedAt = new AtomicLong(time.nanoTime() - Defaults.CONNECTIONS_RENEWED.toNanos());
  }

  /** A call of this client failed. */
  void failed(DelegateHolder client, Delegate delegate, RuntimeException failure) {
    long now = time.nanoTime();
    long last = renewedAt.get();
    if (Causes.any(failure, BrokenConnections::isOne)
        && now - last >= Defaults.CONNECTIONS_RENEWED.toNanos()
        && renewedAt.compareAndSet(last, now)) {
      try {
        client.replace(delegate);
      } catch (Throwable e) { // A factory is the application's and may throw anything.
        LOG.warn("A client with broken connections could not be replaced: {}", e.toString());
      }
    }
  }

  /** While it was in use: a connection that cannot be opened says nothing of the open ones. */
  private static boolean isOne(Throwable cause) {
    return (cause instanceof SocketException
            && !(cause instanceof ConnectException)
            && !(cause instanceof NoRouteToHostException))
        || cause.getClass().getSimpleName().equals("NoHttpResponseException");
  }
}
