package io.github.hastreaming.internal.event;

import io.github.hastreaming.event.FailoverListener;
import io.github.hastreaming.event.ListenerRegistration;
import io.github.hastreaming.internal.time.TimeSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Passes events to each listener, after the change and off the locks and the call path. */
public final class Events {

  private final TimeSource time;
  private final List<ListenerQueue> queues = new CopyOnWriteArrayList<>();

  public Events(List<FailoverListener> listeners, TimeSource time) {
    this.time = time;
    listeners.forEach(this::add);
  }

  /** Tells a listener also, from the next event on. */
  public ListenerRegistration add(FailoverListener listener) {
    ListenerQueue queue = new ListenerQueue(listener, time);
    queues.add(queue);
    return () -> {
      queues.remove(queue);
      queue.close();
    };
  }

  public void publish(Consumer<FailoverListener> event) {
    queues.forEach(queue -> queue.add(event));
  }
}
