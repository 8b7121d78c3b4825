package io.github.hastreaming.internal.region;

import io.github.hastreaming.internal.settings.Defaults;
import io.github.resilience4j.retry.Retry;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and paces the attempts of one call in one region, by Resilience4j's retry. What consumers
 * of the retry's events throw changes nothing. Used by one thread.
 */
public final class RetryPacing {

  private static final Logger LOG = LoggerFactory.getLogger(RetryPacing.class);

  /** Makes the pacing of each call. */
  static final class Source {

    private final Retry retry;

    Source(Retry retry) {
      this.retry = retry;
    }

    RetryPacing begin() {
      return new RetryPacing(retry);
    }
  }

  private final Retry retry;
  private Retry.@Nullable AsyncContext<Object> context; // Made when needed: most calls are served.
  private int failures;

  private RetryPacing(Retry retry) {
    this.retry = retry;
  }

  private Retry.AsyncContext<Object> context() {
    Retry.@Nullable AsyncContext<Object> made = context;
    if (made == null) {
      made = retry.asyncContext();
      context = made;
    }
    return made;
  }

  /** The call was served. */
  public void onComplete() {
    try {
      Retry.@Nullable AsyncContext<Object> made = context;
      if (made == null) {
        made = retry.asyncContext(); // Not kept, so the compiler need not allocate it.
      }
      made.onComplete();
    } catch (Throwable e) {
      tell(e);
    }
  }

  /** How long to wait before the attempt after one that failed; empty if that was the last. */
  public Optional<Duration> onError(Throwable failure) {
    failures++;
    try {
      return waiting(context().onError(failure));
    } catch (Throwable e) {
      return afterTrouble(e);
    }
  }

  /** The same after an answer of which a part is to be repeated. */
  public Optional<Duration> onResult(Object result) {
    failures++;
    try {
      return waiting(context().onResult(result));
    } catch (Throwable e) {
      return afterTrouble(e);
    }
  }

  private static Optional<Duration> waiting(long millis) {
    return millis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
  }

  private Optional<Duration> afterTrouble(Throwable thrown) {
    tell(thrown);
    return failures < retry.getRetryConfig().getMaxAttempts()
        ? Optional.of(Defaults.RETRY_FIRST_WAIT)
        : Optional.empty();
  }

  private static void tell(Throwable thrown) {
    LOG.debug("A consumer of the retry's events failed", thrown);
  }
}
