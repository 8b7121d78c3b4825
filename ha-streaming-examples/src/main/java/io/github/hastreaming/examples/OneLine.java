package io.github.hastreaming.examples;

import com.oracle.bmc.model.BmcException;
import io.github.hastreaming.call.AllRegionsUnavailableException;
import io.github.hastreaming.call.RegionFailure;

/** Errors for somebody at a terminal: a line each, without the SDK's advice on troubleshooting. */
final class OneLine {

  private OneLine() {}

  static String of(BmcException failure) {
    return failure instanceof AllRegionsUnavailableException
        ? of(failure.getUnmodifiedMessage())
        : RegionFailure.describe(failure);
  }

  static String of(UsageException mistake) {
    return of(mistake.getMessage());
  }

  private static String of(Object message) {
    return String.valueOf(message).strip().replaceAll("\\s+", " ");
  }
}
