package io.github.hastreaming.examples;

import io.github.hastreaming.testkit.Fault;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can go wrong with the primary region in the demo. */
enum DemoFault {
  /** Every call is answered 500. */
  STATUS_500("500"),
  /** Every call is answered 429. */
  STATUS_429("429"),
  /** Calls are accepted and never answered. */
  HANG("hang"),
  /** Calls are processed, but their answers are lost: the worst case for a producer. */
  RESET("reset"),
  /** Connections are refused. */
  REFUSED("refused");

  private final String option;

  DemoFault(String option) {
    this.option = option;
  }

  Fault fault() {
    return switch (this) {
      case STATUS_500 -> Fault.status(500);
      case STATUS_429 -> Fault.throttled();
      case HANG -> Fault.hang();
      case RESET -> Fault.resetAfterProcessing();
      case REFUSED -> Fault.refused();
    };
  }

  static Optional<DemoFault> of(String option) {
    return Arrays.stream(values()).filter(fault -> fault.option.equals(option)).findFirst();
  }

  /** All of them, as the usage shows them. */
  static String options() {
    return Arrays.stream(values()).map(DemoFault::toString).collect(Collectors.joining("|"));
  }

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return option;
  }
}
