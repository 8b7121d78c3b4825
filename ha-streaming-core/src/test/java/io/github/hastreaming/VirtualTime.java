package io.github.hastreaming;

import io.github.hastreaming.internal.time.TimeSource;

/** Gives tests of other packages what only this one may set. */
public final class VirtualTime {

  private VirtualTime() {}

  /** The builder's one client lives in the given time. */
  public static HaStreamClientBuilder on(HaStreamClientBuilder builder, TimeSource time) {
    return builder.timeSource(() -> time);
  }
}
