package io.github.hastreaming.internal.region;

import io.github.hastreaming.call.CallKind;

/** Told of breakers that open; called on any thread, must not block. */
public interface OpenObserver {

  /** Nobody listens yet. */
  OpenObserver NONE =
      new OpenObserver() {
        @Override
        public void opened(Region region, CallKind kind, OpenCause cause) {}

        @Override
        public void confirmed(Region region, CallKind kind, OpenCause cause) {}

        @Override
        public boolean isServedElsewhere(Region region, CallKind kind) {
          return false;
        }
      };

  /** A breaker opened. */
  void opened(Region region, CallKind kind, OpenCause cause);

  /** What a breaker opened for is confirmed. */
  void confirmed(Region region, CallKind kind, OpenCause cause);

  /** Whether another region would take calls of a kind now. */
  boolean isServedElsewhere(Region region, CallKind kind);
}
