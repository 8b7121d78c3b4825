package io.github.hastreaming.internal.region;

import io.github.hastreaming.call.CallKind;

/** Told of a region's troubles; called on any thread, must not block. */
public interface RegionObserver {

  /** The breaker of a kind opened. */
  void onOpened(Region region, CallKind kind, OpenCause cause);

  /** What it opened for is confirmed. */
  void onConfirmed(Region region, CallKind kind, OpenCause cause);

  /** Calls of a kind are not answered; every region is to be asked whether it answers. */
  void onDoubted(Doubt doubt);

  /** Whether another region would take calls of a kind. */
  boolean isServedElsewhere(Region region, CallKind kind);
}
