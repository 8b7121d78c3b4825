package io.github.hastreaming.internal.event;

import io.github.hastreaming.event.FailoverListener;
import io.github.hastreaming.internal.time.TimeSource;
import java.util.List;
import java.util.function.Consumer;

/** Passes events to each listener, after the change and off the locks and the call path. */
public final class Events {

  private final List<ListenerQueue> queues;

  public Events(List<FailoverListener> listeners, TimeSource time) {
    this.queues = listeners.stream().map(listener -> new ListenerQueue(listener, time)).toList();
  }

  public void publish(Consumer<FailoverListener> event) {
    queues.forEach(queue -> queue.add(event));
  }
}
