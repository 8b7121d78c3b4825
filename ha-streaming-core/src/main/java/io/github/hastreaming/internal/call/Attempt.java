package io.github.hastreaming.internal.call;

import io.github.hastreaming.call.FailureKind;
import io.github.hastreaming.internal.region.CallGuard;
import io.github.hastreaming.internal.region.Delegate;
import io.github.hastreaming.internal.region.Region;
import org.jspecify.annotations.Nullable;

/** Sends a call to a region once: finds out what came of it, and reports that to the region. */
final class Attempt {

  private Attempt() {}

  /**
   * Makes one attempt.
   *
   * @param permit the region's, used up by this
   * @throws Stop if the client was closed before the call was sent
   */
  static Outcome make(
      StreamCall<?> call, CallExecutor executor, Region region, CallGuard.Permit permit)
      throws Stop {
    @Nullable Outcome outcome = null;
    try {
      outcome = send(call, executor, region);
    } finally {
      if (outcome == null) {
        permit.ignored(); // An Error: it goes to the caller.
      }
    }
    report(region, permit, outcome);
    return outcome;
  }

  private static Outcome send(StreamCall<?> call, CallExecutor executor, Region region)
      throws Stop {
    while (true) {
      Delegate delegate;
      try {
        delegate = region.acquire();
      } catch (RuntimeException e) {
        executor.stopIfClosed();
        return Outcome.notSent(e);
      }
      try {
        FailureKind meaning = call.send(delegate.stream(), region.target());
        if (meaning == FailureKind.NONE) {
          return Outcome.SERVED;
        }
        executor.counters().partialFailure();
        return Outcome.PARTLY_SERVED;
      } catch (IllegalStateException e) {
        // "Client instance has been closed.": if it was replaced, its successor serves.
        if (!delegate.isRetired()) {
          return Outcome.failed(classify(call, executor, e), e);
        }
        executor.stopIfClosed();
      } catch (RuntimeException e) {
        region.failed(delegate, e);
        return Outcome.failed(classify(call, executor, e), e);
      } finally {
        delegate.release();
      }
    }
  }

  private static FailureKind classify(
      StreamCall<?> call, CallExecutor executor, RuntimeException failure) {
    return executor.settings().classifier().classify(call.operation(), failure);
  }

  private static void report(Region region, CallGuard.Permit permit, Outcome outcome) {
    RuntimeException failure = outcome.failure();
    if (failure == null) {
      region.markServed();
      if (outcome.kind() == FailureKind.NONE) {
        permit.succeeded();
      } else {
        permit.partlyServed();
      }
    } else if (outcome.kind() == FailureKind.OUTAGE) {
      permit.failed(failure);
    } else if (outcome.kind() == FailureKind.REFUSED) {
      permit.refused();
    } else {
      permit.ignored();
    }
  }
}
