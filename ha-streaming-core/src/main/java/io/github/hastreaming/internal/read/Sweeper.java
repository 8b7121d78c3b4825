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
import io.github.hastreaming.internal.region.SigningFailure;
import io.github.hastreaming.internal.time.TimeSource;
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
  private final TimeSource time;

  Sweeper(
      ReadableStreams streams,
      StreamReader reader,
      FailureClassifier classifier,
      ReadEvents events,
      ClientCounters counters,
      TimeSource time) {
    this.time = time;
    this.counters = counters;
    this.streams = streams;
    this.reader = reader;
    this.classifier = classifier;
    this.events = events;
  }

  /** Whether it makes sense to ask a stream now. */
  static boolean isWorthAsking(Region region) {
    return isWorthAsking(region, StreamOperation.GET_MESSAGES);
  }

  static boolean isWorthAsking(Region region, StreamOperation operation) {
    return region.guard(CallKind.READ).admits(operation);
  }

  /** The messages of a stream, or null if it has none now, or does not answer. */
  @Nullable GetMessagesResponse ask(Region region, PairCursor cursor, GetMessagesRequest request) {
    long began = time.nanoTime();
    GetMessagesResponse response =
        tryOnce(
            region,
            StreamOperation.GET_MESSAGES,
            (client, target) -> reader.read(client, target, cursor, request));
    long took = time.nanoTime() - began;
    region.sweepTook(took);
    if (response != null) {
      region.readTook(took);
    }
    if (response == null || response.getItems().isEmpty()) {
      return null;
    }
    counters.sweepWithMessages();
    return response;
  }

  /** The answer of one short call, or null if it failed, which is reported. */
  <R> @Nullable R tryOnce(
      Region region, StreamOperation operation, BiFunction<Stream, StreamTarget, R> method) {
    try {
      return call(region, method);
    } catch (RuntimeException e) {
      report(region, operation, e);
      return null;
    }
  }

  /** One short call. */
  static <R> R call(Region region, BiFunction<Stream, StreamTarget, R> method) {
    Delegate delegate = region.acquireForSweep();
    try {
      R response = method.apply(delegate.stream(), region.target());
      region.markServed();
      return response;
    } finally {
      delegate.release();
    }
  }

  /** Failures of a region that is only swept count, so that it is left alone while it is down. */
  private void report(Region region, StreamOperation operation, RuntimeException failure) {
    if (SigningFailure.isCauseOf(failure)) {
      return; // The process's own trouble.
    }
    events.sweepFailed(region.target(), failure);
    CallGuard guard = region.guard(CallKind.READ);
    FailureKind kind = classifier.classify(operation, failure);
    if (kind == FailureKind.INTERRUPTED) {
      Thread.currentThread().interrupt(); // The SDK cleared it.
    } else if (kind == FailureKind.OUTAGE) {
      events.messagesUnreachable(region.target(), RegionFailure.describe(failure));
      if (region != streams.active()) {
        guard.sweepFailed(failure);
        region.measureReadLater(); // It may just be slow.
      }
    } else if (kind == FailureKind.REFUSED) {
      guard.sweepRefused(operation, ServiceErrors.status(failure));
    }
  }
}
