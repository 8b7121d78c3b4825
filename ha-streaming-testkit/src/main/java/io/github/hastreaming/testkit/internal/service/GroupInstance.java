package io.github.hastreaming.testkit.internal.service;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A consumer that joins a group, with the service's defaults. */
public record GroupInstance(String name, Duration timeout, boolean commitOnGet) {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

  public static GroupInstance of(
      @Nullable String name, @Nullable Long timeoutInMs, @Nullable Boolean commitOnGet) {
    return new GroupInstance(
        name == null ? UUID.randomUUID().toString() : name,
        timeoutInMs == null ? DEFAULT_TIMEOUT : positive(timeoutInMs),
        commitOnGet == null || commitOnGet);
  }

  private static Duration positive(long millis) {
    if (millis < 1) {
      throw ServiceException.invalidParameter("timeoutInMs must be positive");
    }
    return Duration.ofMillis(millis);
  }
}
