package io.github.hastreaming.testkit;

import io.github.hastreaming.testkit.internal.service.ServiceException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A fault as the control endpoint takes it. */
record FaultBody(
    @Nullable String fault,
    @Nullable Integer status,
    @Nullable String code,
    @Nullable String message,
    @Nullable Long delayMillis,
    @Nullable String on,
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
    if (on != null) {
      limited = limited.on(scope(on));
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
      case "delay" -> Fault.delay(Duration.ofMillis(required("delayMillis", delayMillis)));
      case "hang" -> Fault.hang();
      case "reset-before-processing" -> Fault.resetBeforeProcessing();
      case "reset-after-processing" -> Fault.resetAfterProcessing();
      case "truncated-answer" -> Fault.truncatedAnswer();
      case "refused" -> Fault.refused();
      default -> throw ServiceException.invalidParameter("fault " + fault + " is unknown");
    };
  }

  private Fault statusFault(int answerStatus) {
    Fault usual = Fault.status(answerStatus);
    if (code == null && message == null) {
      return usual;
    }
    return Fault.status(
        answerStatus,
        code == null ? usual.answer().code() : code,
        message == null ? usual.answer().message() : message);
  }

  private static FaultScope scope(String name) {
    try {
      return FaultScope.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw ServiceException.invalidParameter("on " + name + " is unknown");
    }
  }

  private static <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw ServiceException.missingParameter(name);
    }
    return value;
  }
}
