package io.github.hastreaming;

import io.github.hastreaming.internal.time.TimeSource;
import java.util.function.Supplier;

/** Gives tests of other packages what only this one may set. */
public final class VirtualTime {

  private VirtualTime() {}

  /** The builder's one client lives in the given time. */
  public static HaStreamClientBuilder on(HaStreamClientBuilder builder, TimeSource time) {
    return builder.timeSource(() -> time);
  }

  /** Each client that the builder makes lives in a time of its own. */
  public static HaStreamClientBuilder on(
      HaStreamClientBuilder builder, Supplier<TimeSource> times) {
    return builder.timeSource(times);
  }
}
