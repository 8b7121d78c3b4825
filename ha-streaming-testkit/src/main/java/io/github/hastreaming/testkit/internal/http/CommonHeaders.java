package io.github.hastreaming.testkit.internal.http;

import io.github.hastreaming.testkit.internal.service.AdjustableClock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What every answer of every service has. */
record CommonHeaders(AdjustableClock clock) {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  ApiResponse addTo(ApiResponse response, @Nullable String requestId) {
    return response
        .withHeader(
            EmulatedApi.REQUEST_ID, requestId == null ? UUID.randomUUID().toString() : requestId)
        .withHeader("Date", httpDate(clock.now()));
  }

  static String httpDate(Instant instant) {
    return HTTP_DATE.format(instant);
  }
}
