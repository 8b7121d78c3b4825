package io.github.hastreaming.internal.failover;

import com.oracle.bmc.model.BmcException;
import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.call.FailureClassifier;
import io.github.hastreaming.call.FailureKind;
import io.github.hastreaming.call.RegionFailure;
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.internal.region.Region;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Asks a region, before it is switched to, whether it can serve the pair. */
final class TargetProbe {

  private static final int TOO_MANY_REQUESTS = 429;

  private TargetProbe() {}

  /** Why the region cannot be switched to, or null if it can. */
  static @Nullable String refusal(Region region, OptionalInt primaryPartitions) {
    String forced = forcedOpen(region);
    if (forced != null) {
      return forced;
    }
    try {
      region.probe(0);
    } catch (RuntimeException e) {
      if (isInterruption(e)) {
        Thread.currentThread().interrupt(); // The SDK cleared it.
      }
      if (!isAlive(e)) {
        return RegionFailure.describe(e);
      }
    }
    return hasMorePartitions(region, primaryPartitions)
        ? "it has more partitions than the primary's "
            + primaryPartitions.getAsInt()
            + ", so consumers of the primary's partitions would never read the rest"
        : null;
  }

  /** That somebody wants no calls of a kind in the region, or null. */
  static @Nullable String forcedOpen(Region region) {
    for (CallKind kind : CallKind.values()) {
      if (region.guard(kind).isForcedOpen()) {
        return "its breaker for " + kind.name().toLowerCase(Locale.ROOT) + "s was forced open";
      }
    }
    return null;
  }

  private static boolean isInterruption(RuntimeException failure) {
    FailureKind kind =
        FailureClassifier.standard().classify(StreamOperation.CREATE_CURSOR, failure);
    return kind == FailureKind.INTERRUPTED;
  }

  /** A region that has too much to do is there. */
  static boolean isAlive(RuntimeException failure) {
    return failure instanceof BmcException service && service.getStatusCode() == TOO_MANY_REQUESTS;
  }

  /** Partitions are numbered from 0: a cursor on the one past the primary's last must fail. */
  private static boolean hasMorePartitions(Region region, OptionalInt primaryPartitions) {
    if (primaryPartitions.isEmpty()) {
      return false;
    }
    try {
      region.probe(primaryPartitions.getAsInt());
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }
}
