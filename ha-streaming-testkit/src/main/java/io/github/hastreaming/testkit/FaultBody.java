package io.github.hastreaming.testkit;

import static com.fasterxml.jackson.annotation.JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.github.hastreaming.testkit.internal.service.ServiceException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A fault as the control endpoint takes it. */
record FaultBody(
    @Nullable String fault,
    @Nullable Integer status,
    @Nullable String code,
    @Nullable String message,
    @Nullable String page,
    @Nullable String url,
    @Nullable String endpoint,
    @Nullable Long delayMillis,
    @Nullable Long leastMillis,
    @Nullable Long mostMillis,
    @JsonFormat(with = ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable List<String> on,
    @JsonFormat(with = ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable List<String> by,
    @Nullable Integer times,
    @Nullable Double share) {

  /**
   * Makes the fault.
   *
   * @throws ServiceException if a field is missing or unknown
   * @throws IllegalArgumentException if a value is out of range
   * @throws IllegalStateException if the fault can't be limited
   */
  Fault toFault() {
    Fault limited = unlimited();
    if (on != null && !on.isEmpty()) {
      limited = limitedTo(on, limited);
    }
    if (by != null && !by.isEmpty()) {
      limited = limited.by(by.stream().map(Caller::new).toList());
    }
    if (times != null) {
      limited = limited.times(times);
    }
    return share == null ? limited : limited.share(share);
  }

  private Fault unlimited() {
    return switch (required("fault", fault)) {
      case "status" -> statusFault(required("status", status));
      case "throttled" -> Fault.throttled();
      case "slow" -> Fault.slow(latency());
      case "delay" -> Fault.delay(latency());
      case "html" -> htmlFault(required("status", status));
      case "redirect" -> Fault.redirect(required("status", status), required("url", url));
      case "redirect-to" ->
          Fault.redirectTo(required("status", status), required("endpoint", endpoint));
      case "hang" -> Fault.hang();
      case "reset-before-processing" -> Fault.resetBeforeProcessing();
      case "reset-after-processing" -> Fault.resetAfterProcessing();
      case "truncated-answer" -> Fault.truncatedAnswer();
      case "refused" -> Fault.refused();
      default -> throw ServiceException.invalidParameter("fault " + fault + " is unknown");
    };
  }

  private Latency latency() {
    return leastMillis == null && mostMillis == null
        ? Latency.constant(Duration.ofMillis(required("delayMillis", delayMillis)))
        : Latency.uniform(
            Duration.ofMillis(required("leastMillis", leastMillis)),
            Duration.ofMillis(required("mostMillis", mostMillis)));
  }

  private Fault htmlFault(int answerStatus) {
    return page == null ? Fault.html(answerStatus) : Fault.html(answerStatus, page);
  }

  private Fault statusFault(int answerStatus) {
    ErrorAnswer usual = ErrorAnswer.of(answerStatus);
    return Fault.status(
        answerStatus,
        code == null ? usual.code() : code,
        message == null ? usual.message() : message);
  }

  private static Fault limitedTo(List<String> names, Fault fault) {
    Optional<FaultScope> scope = names.size() == 1 ? scope(names.get(0)) : Optional.empty();
    if (scope.isPresent()) {
      return fault.on(scope.get());
    }
    return fault.on(
        PermissionsBody.operation("on", names.get(0)),
        names.stream()
            .skip(1)
            .map(name -> PermissionsBody.operation("on", name))
            .toArray(StreamingOperation[]::new));
  }

  private static Optional<FaultScope> scope(String name) {
    return Stream.of(FaultScope.values())
        .filter(scope -> scope.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst();
  }

  private static <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw ServiceException.missingParameter(name);
    }
    return value;
  }
}
