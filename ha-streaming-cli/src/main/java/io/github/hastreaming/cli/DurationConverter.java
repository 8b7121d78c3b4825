package io.github.hastreaming.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as people write them: 90s, 30m, 2h, 1h30m, 2d. */
final class DurationConverter implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String value) {
    try {
      return Duration.parse(iso(value.toUpperCase(Locale.ROOT)));
    } catch (DateTimeParseException | ArithmeticException e) {
      throw new TypeConversionException(
          "'" + value + "' is no duration such as 90s, 30m, 2h, 1h30m or 2d");
    }
  }

  private static String iso(String value) {
    if (value.startsWith("P")) {
      return value;
    }
    int timeBegins = value.indexOf('D') + 1;
    String time = value.substring(timeBegins);
    return "P" + value.substring(0, timeBegins) + (time.isEmpty() ? "" : "T" + time);
  }
}
