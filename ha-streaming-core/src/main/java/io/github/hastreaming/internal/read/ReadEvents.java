package io.github.hastreaming.internal.read;

import io.github.hastreaming.call.RegionFailure;
import io.github.hastreaming.event.CommitDeferred;
import io.github.hastreaming.event.CommitDropped;
import io.github.hastreaming.event.CommitMadeUp;
import io.github.hastreaming.event.GroupUpdateMissed;
import io.github.hastreaming.event.MessagesUnreachable;
import io.github.hastreaming.event.RetentionExceeded;
import io.github.hastreaming.event.SweepFailed;
import io.github.hastreaming.internal.event.Events;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What consumers cause to be reported; what every cursor would report at once, once a minute. */
final class ReadEvents {

  private static final Duration REPEAT = Duration.ofMinutes(1);

  private final Events events;
  private final TimeSource time;
  private final Map<String, Long> lastReported = new ConcurrentHashMap<>();

  ReadEvents(Events events, TimeSource time) {
    this.events = events;
    this.time = time;
  }

  void messagesUnreachable(StreamTarget target, String reason) {
    if (isNews("unreachable " + target.streamOcid())) {
      MessagesUnreachable event = new MessagesUnreachable(target, reason, time.now());
      events.publish(listener -> listener.onMessagesUnreachable(event));
    }
  }

  void sweepFailed(StreamTarget target, Throwable failure) {
    if (isNews("sweep " + target.streamOcid())) {
      SweepFailed event = new SweepFailed(target, RegionFailure.describe(failure), time.now());
      events.publish(listener -> listener.onSweepFailed(event));
    }
  }

  void retentionExceeded(StreamTarget target, String partition, long skippedAtMost) {
    RetentionExceeded event = new RetentionExceeded(target, partition, skippedAtMost, time.now());
    events.publish(listener -> listener.onRetentionExceeded(event));
  }

  void commitDeferred(StreamTarget target, String group, String reason) {
    CommitDeferred event = new CommitDeferred(target, group, reason, time.now());
    events.publish(listener -> listener.onCommitDeferred(event));
  }

  void commitMadeUp(StreamTarget target, String group) {
    CommitMadeUp event = new CommitMadeUp(target, group, time.now());
    events.publish(listener -> listener.onCommitMadeUp(event));
  }

  void commitDropped(StreamTarget target, String group, String reason) {
    CommitDropped event = new CommitDropped(target, group, reason, time.now());
    events.publish(listener -> listener.onCommitDropped(event));
  }

  void groupUpdateMissed(StreamTarget target, String group, Throwable failure) {
    GroupUpdateMissed event =
        new GroupUpdateMissed(target, group, RegionFailure.describe(failure), time.now());
    events.publish(listener -> listener.onGroupUpdateMissed(event));
  }

  private boolean isNews(String subject) {
    long now = time.nanoTime();
    Long seen = lastReported.get(subject);
    if (seen != null && now - seen < REPEAT.toNanos()) {
      return false;
    }
    lastReported.put(subject, now);
    return true;
  }
}
