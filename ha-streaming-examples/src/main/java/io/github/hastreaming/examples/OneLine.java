package io.github.hastreaming.examples;

import com.oracle.bmc.model.BmcException;
import io.github.hastreaming.call.AllRegionsUnavailableException;
import io.github.hastreaming.call.RegionFailure;
import org.jspecify.annotations.Nullable;

/** Errors for somebody at a terminal: a line each, without the SDK's advice on troubleshooting. */
final class OneLine {

  private OneLine() {}

  static String of(BmcException failure) {
    return failure instanceof AllRegionsUnavailableException
        ? flat(failure.getUnmodifiedMessage())
        : RegionFailure.describe(failure);
  }

  static String of(UsageException mistake) {
    return flat(mistake.getMessage());
  }

  private static String flat(@Nullable String message) {
    return String.valueOf(message).strip().replaceAll("\\s+", " ");
  }
}
