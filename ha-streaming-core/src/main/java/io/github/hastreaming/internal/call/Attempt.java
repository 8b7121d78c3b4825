package io.github.hastreaming.internal.call;

import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.call.FailureKind;
import io.github.hastreaming.internal.region.CurrentAttempt;
import io.github.hastreaming.internal.region.Delegate;
import io.github.hastreaming.internal.region.Permit;
import io.github.hastreaming.internal.region.Region;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sends a call to a region once: finds out what came of it, and reports that to the region. */
final class Attempt {

  private final StreamCall<?> call;
  private final CallExecutor executor;
  private final Region region;

  Attempt(StreamCall<?> call, CallExecutor executor, Region region) {
    this.call = call;
    this.executor = executor;
    this.region = region;
  }

  /**
   * Makes the attempt.
   *
   * @param permit the region's, used up by this
   * @param wasCut whether an attempt of the call was cut off before
   */
  Outcome make(Permit permit, boolean wasCut) {
    @Nullable Outcome outcome = null;
    CurrentAttempt.is(permit);
    try {
      outcome = send(permit, wasCut);
    } finally {
      CurrentAttempt.is(null);
      if (outcome == null) {
        permit.ignored(); // An Error: it goes to the caller.
      }
    }
    report(permit, outcome);
    return outcome;
  }

  private Outcome send(Permit permit, boolean wasCut) {
    while (true) {
      Delegate delegate;
      try {
        delegate = region.acquire(kind(), permit);
      } catch (RuntimeException e) {
        return executor.isClosed() ? Outcome.closed() : Outcome.notSent(e);
      }
      try {
        @Nullable Outcome outcome = sendBy(delegate, wasCut);
        if (outcome != null) {
          return outcome;
        }
        if (executor.isClosed()) {
          return Outcome.closed();
        }
      } finally {
        delegate.release();
      }
    }
  }

  /** Null if the client was closed before the call began, and a successor serves. */
  private @Nullable Outcome sendBy(Delegate delegate, boolean wasCut) {
    if (wasCut) {
      delegate.carries(true);
    }
    int place = delegate.callBegins();
    try {
      FailureKind meaning = call.send(delegate.stream(), region);
      if (meaning == FailureKind.NONE) {
        return Outcome.SERVED;
      }
      executor.counters().partialFailure();
      return Outcome.PARTLY_SERVED;
    } catch (RuntimeException e) {
      if (delegate.isCut()) {
        return Outcome.cut(e);
      }
      // "Client instance has been closed.": if it was replaced, its successor serves.
      if (e instanceof IllegalStateException && delegate.isRetired()) {
        return null;
      }
      region.failed(kind(), delegate, e);
      return Outcome.failed(executor.settings().classifier().classify(call.operation(), e), e);
    } finally {
      delegate.callEnded(place);
      if (wasCut) {
        delegate.carries(false);
      }
    }
  }

  private CallKind kind() {
    return call.operation().kind();
  }

  private void report(Permit permit, Outcome outcome) {
    RuntimeException failure = outcome.failure();
    switch (outcome.result()) {
      case SERVED -> {
        region.markServed();
        permit.succeeded();
      }
      case PARTLY_SERVED -> {
        region.markServed();
        permit.partlyServed();
      }
      case OUTAGE -> permit.failed(Objects.requireNonNull(failure));
      case CUT -> permit.cutOff();
      case REFUSED -> permit.refused(outcome.status());
      case THROTTLED, REJECTED, INTERRUPTED, NOT_SIGNED -> permit.ignored();
    }
  }
}
