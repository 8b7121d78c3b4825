package io.github.hastreaming.internal.read;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.responses.BmcResponse;
import com.oracle.bmc.streaming.model.Cursor;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the service's answers say besides their messages. */
final class ServiceAnswers {

  private ServiceAnswers() {}

  /**
   * The cursor of an answer.
   *
   * @throws BmcException as for an answer that never came: a 200 with an empty body has none
   */
  static String cursorOf(@Nullable Cursor cursor) {
    if (cursor == null || cursor.getValue() == null) {
      throw new BmcException(false, "the answer has no cursor", null, null);
    }
    return cursor.getValue();
  }

  /** The service's clock, by the {@code Date} header; responses built by hand have none. */
  static Optional<Instant> time(@Nullable BmcResponse response) {
    if (response == null || response.getHeaders() == null) {
      return Optional.empty();
    }
    return response.getHeaders().entrySet().stream()
        .filter(header -> "date".equalsIgnoreCase(header.getKey()))
        .flatMap(header -> header.getValue().stream())
        .map(ServiceAnswers::parsedDate)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Instant> parsedDate(String date) {
    try {
      ZonedDateTime parsed = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME);
      return Optional.of(parsed.toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
