package io.github.hastreaming.internal.region;

import com.oracle.bmc.responses.BmcResponse;
import io.github.hastreaming.internal.time.TimeSource;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The service's wall clock, by the {@code Date} header of the last answer to a probe and the
 * monotonic time since: a host's own may be days off. Thread-safe.
 */
public final class ServiceClock {

  private record Seen(Instant date, long at) {}

  private final TimeSource time;
  private volatile @Nullable Seen seen;

  ServiceClock(TimeSource time) {
    this.time = time;
  }

  void answered(@Nullable BmcResponse response) {
    dateOf(response).ifPresent(date -> seen = new Seen(date, time.nanoTime()));
  }

  /** Empty while no answer had a date. */
  public Optional<Instant> now() {
    Seen last = seen;
    return last == null
        ? Optional.empty()
        : Optional.of(last.date().plusNanos(time.nanoTime() - last.at()));
  }

  /** The date of an answer; those built by hand have none. */
  public static Optional<Instant> dateOf(@Nullable BmcResponse response) {
    if (response == null || response.getHeaders() == null) {
      return Optional.empty();
    }
    return response.getHeaders().entrySet().stream()
        .filter(header -> "date".equalsIgnoreCase(header.getKey()))
        .flatMap(header -> header.getValue().stream())
        .map(ServiceClock::parsed)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Instant> parsed(String date) {
    try {
      ZonedDateTime parsed = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME);
      return Optional.of(parsed.toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
