package io.github.hastreaming.internal.region;

import java.time.Duration;

/** How long a call waits in a region's line for a slot; asked and told by the thread that waits. */
public interface LineWait {

  /**
   * The longest it waits from now; zero: no longer.
   *
   * @param moves whether the region serves others, as far as is known
   */
  Duration left(boolean moves);

  /**
   * It waited.
   *
   * @param served whether the region served others meanwhile
   */
  void waited(Duration time, boolean served);
}
