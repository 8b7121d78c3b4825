package io.github.hastreaming.internal.region;

import com.oracle.bmc.streaming.Stream;
import io.github.hastreaming.internal.time.TimeSource;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The current client for one purpose in one region; made when first needed, replaced on demand. */
final class DelegateHolder {

  /** How long calls have to notice that their client was closed, before they are interrupted. */
  private static final Duration TO_END = Duration.ofMillis(100);

  private final Supplier<Stream> factory;
  private volatile @Nullable Delegate current;
  private boolean closed;

  DelegateHolder(Supplier<Stream> factory) {
    this.factory = factory;
  }

  /** The client, to be released after the call. */
  Delegate acquire() {
    while (true) {
      Delegate delegate = current;
      if (delegate == null) {
        delegate = make();
      }
      if (delegate.acquire()) {
        return delegate;
      }
    }
  }

  private synchronized Delegate make() {
    if (closed) {
      throw new IllegalStateException("Client instance has been closed.");
    }
    Delegate delegate = current;
    if (delegate == null) {
      delegate = new Delegate(factory.get());
      current = delegate;
    }
    return delegate;
  }

  /** Puts a new client in the place of the current one, which serves its calls to their end. */
  synchronized void replace() {
    if (closed || current == null) {
      return; // The next use makes a new one anyway.
    }
    Delegate old = current;
    current = new Delegate(factory.get());
    old.retire();
  }

  /** The same, unless it was replaced already. */
  synchronized void replace(Delegate broken) {
    if (current == broken) {
      replace();
    }
  }

  /** Puts a new client in the place of the current one and ends what is in flight on that. */
  synchronized void cut(TimeSource time) {
    Delegate old = current;
    if (closed || old == null || old.carriesCutCall()) {
      return;
    }
    current = null; // The next use makes a new one.
    time.execute(
        () -> {
          old.cut(); // May take a moment.
          interruptLater(old, time);
        });
  }

  private static void interruptLater(Delegate old, TimeSource time) {
    time.schedule(
        TO_END,
        () -> {
          if (old.interruptCallers()) {
            interruptLater(old, time);
          }
        });
  }

  synchronized void close() {
    closed = true;
    Delegate old = current;
    current = null;
    if (old != null) {
      old.retire();
    }
  }
}
