package io.github.hastreaming.internal.call;

import com.oracle.bmc.streaming.Stream;
import io.github.hastreaming.call.FailureKind;
import io.github.hastreaming.call.RegionFailure;
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.internal.region.Region;

/**
 * One call of the application, which may take several attempts in several regions. Used by one
 * thread.
 *
 * @param <R> the operation's response
 */
interface StreamCall<R> {

  StreamOperation operation();

  /**
   * Sends it once to a region.
   *
   * @return what the answer means; {@link FailureKind#THROTTLED} if a part of it is to be repeated
   * @throws RuntimeException what the region's client threw
   */
  FailureKind send(Stream client, Region region);

  /**
   * Told of each failed attempt that could be repeated; answers whether the call may be sent again,
   * here or elsewhere.
   *
   * @param sent what is known of the attempt's request
   */
  default boolean mayRepeatAfter(RegionFailure failure, SendOutcome sent) {
    return true;
  }

  /** Whether the throttled part of an answer may be sent again. */
  default boolean mayRepeatThrottled() {
    return true;
  }

  /** The response, after {@link #send} has returned. */
  R result();

  /**
   * What the caller gets when the call cannot be served any further: the response as far as there
   * is one, else an exception.
   */
  default R unserved(RuntimeException failure) {
    throw failure;
  }
}
