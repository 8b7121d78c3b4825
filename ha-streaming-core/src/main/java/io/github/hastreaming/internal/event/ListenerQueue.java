package io.github.hastreaming.internal.event;

import io.github.hastreaming.event.FailoverListener;
import io.github.hastreaming.internal.time.TimeSource;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The events one listener has yet to be told, in order. */
final class ListenerQueue {

  private static final Logger LOG = LoggerFactory.getLogger(FailoverListener.class);
  private static final int CAPACITY = 1_000;

  private final FailoverListener listener;
  private final TimeSource time;
  private final ArrayDeque<Consumer<FailoverListener>> events = new ArrayDeque<>();
  private boolean draining;
  private long dropped;

  ListenerQueue(FailoverListener listener, TimeSource time) {
    this.listener = listener;
    this.time = time;
  }

  void add(Consumer<FailoverListener> event) {
    synchronized (this) {
      if (events.size() >= CAPACITY) {
        dropped++;
        return;
      }
      events.add(event);
      if (draining) {
        return;
      }
      draining = true;
    }
    time.execute(this::drain);
  }

  private void drain() {
    for (Consumer<FailoverListener> event = next(); event != null; event = next()) {
      try {
        event.accept(listener);
      } catch (RuntimeException | LinkageError e) {
        LOG.warn("The listener {} failed", listener.getClass().getName(), e);
      }
    }
  }

  private synchronized @Nullable Consumer<FailoverListener> next() {
    if (dropped > 0) {
      LOG.warn("The listener {} is too slow: {} events dropped", listener.getClass(), dropped);
      dropped = 0;
    }
    Consumer<FailoverListener> event = events.poll();
    draining = event != null;
    return event;
  }
}
