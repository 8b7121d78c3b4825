package io.github.hastreaming.internal.read;

import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.requests.GetMessagesRequest;
import com.oracle.bmc.streaming.responses.GetMessagesResponse;
import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.call.FailureClassifier;
import io.github.hastreaming.call.FailureKind;
import io.github.hastreaming.call.RegionFailure;
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.internal.counter.ClientCounters;
import io.github.hastreaming.internal.cursor.PairCursor;
import io.github.hastreaming.internal.region.CallGuard;
import io.github.hastreaming.internal.region.Delegate;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.target.StreamTarget;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Short calls to streams besides the one that serves the caller: one attempt, the probes' timeouts,
 * and a failure is an event instead of an exception.
 */
final class Sweeper {

  private final ReadableStreams streams;
  private final StreamReader reader;
  private final FailureClassifier classifier;
  private final ReadEvents events;
  private final ClientCounters counters;

  Sweeper(
      ReadableStreams streams,
      StreamReader reader,
      FailureClassifier classifier,
      ReadEvents events,
      ClientCounters counters) {
    this.counters = counters;
    this.streams = streams;
    this.reader = reader;
    this.classifier = classifier;
    this.events = events;
  }

  /** Whether it makes sense to ask a stream now. */
  static boolean isWorthAsking(Region region) {
    return region.guard(CallKind.READ).admits();
  }

  /** The messages of a stream, or null if it has none now, or does not answer. */
  @Nullable GetMessagesResponse ask(Region region, PairCursor cursor, GetMessagesRequest request) {
    GetMessagesResponse response =
        tryOnce(region, (client, target) -> reader.read(client, target, cursor, request));
    if (response == null || response.getItems().isEmpty()) {
      return null;
    }
    counters.sweepWithMessages();
    return response;
  }

  /** The answer of one short call, or null if it failed, which is reported. */
  <R> @Nullable R tryOnce(Region region, BiFunction<Stream, StreamTarget, R> method) {
    try {
      return call(region, method);
    } catch (RuntimeException e) {
      report(region, e);
      return null;
    }
  }

  /** One short call. */
  static <R> R call(Region region, BiFunction<Stream, StreamTarget, R> method) {
    Delegate delegate = region.acquireProbe();
    try {
      R response = method.apply(delegate.stream(), region.target());
      region.markServed();
      return response;
    } finally {
      delegate.release();
    }
  }

  /** Failures of a region that is only swept count, so that it is left alone while it is down. */
  private void report(Region region, RuntimeException failure) {
    events.sweepFailed(region.target(), failure);
    CallGuard guard = region.guard(CallKind.READ);
    FailureKind kind = classifier.classify(StreamOperation.GET_MESSAGES, failure);
    if (kind == FailureKind.INTERRUPTED) {
      Thread.currentThread().interrupt(); // The SDK cleared it.
    } else if (kind == FailureKind.OUTAGE) {
      events.messagesUnreachable(region.target(), RegionFailure.describe(failure));
      if (region != streams.active()) {
        guard.sweepFailed(failure);
      }
    } else if (kind == FailureKind.REFUSED) {
      guard.sweepRefused();
    }
  }
}
