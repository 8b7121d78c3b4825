package io.github.hastreaming.internal.region;

import io.github.hastreaming.call.CallKind;

/** Told of a region's breakers; called on any thread, must not block. */
public interface RegionObserver {

  /** The breaker of a kind opened. */
  void onOpened(Region region, CallKind kind, String reason);
}
