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
  private final PacedLog log;
  private final ArrayDeque<Consumer<FailoverListener>> events = new ArrayDeque<>();
  private boolean draining;
  private long dropped;
  private boolean closed;

  ListenerQueue(FailoverListener listener, TimeSource time) {
    this.listener = listener;
    this.time = time;
    this.log = new PacedLog(time);
  }

  void add(Consumer<FailoverListener> event) {
    synchronized (this) {
      if (closed) {
        return;
      }
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

  /** Forgets what waits, and takes nothing more. */
  synchronized void close() {
    closed = true;
    events.clear();
  }

  private void drain() {
    for (Consumer<FailoverListener> event = next(); event != null; event = next()) {
      try {
        event.accept(listener);
      } catch (Throwable e) { // Whatever it is: the events after this one are told all the same.
        log.log("failed", line -> LOG.warn(line, e), "The listener " + name() + " failed");
      }
    }
  }

  private @Nullable Consumer<FailoverListener> next() {
    long missed;
    Consumer<FailoverListener> event;
    synchronized (this) {
      missed = dropped;
      dropped = 0;
      event = events.poll();
      draining = event != null;
    }
    if (missed > 0) {
      String line = "The listener " + name() + " is too slow: " + missed + " events dropped";
      log.log("slow", LOG::warn, line);
    }
    return event;
  }

  private String name() {
    return listener.getClass().getName();
  }
}
