package io.github.hastreaming.failover;

import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;

/**
 * The operator's lever. Works while traffic runs: calls in flight end where they are, later ones
 * prefer the other region, and none of them fails for it. What is decided here is in force in this
 * process when the method returns, and is then stored, so that the processes that share the state
 * store follow. Where another process stored something else meanwhile, the command is given again
 * on top of that; if it cannot be, as when that was a pin to another stream, it is lost and a
 * warning is logged. While the store cannot be used, it is in force here only, and what the store
 * holds when it returns wins.
 *
 * <p>Thread-safe. All methods throw {@code IllegalStateException} after the client's close.
 */
public interface FailoverControl {

  /**
   * Switches to the secondary, where the client stays until {@link #failBack}, also if the primary
   * is healthy. If the secondary is active already, it stays from now on. The secondary is probed
   * first, twice if need be and with the calls' timeouts, so this blocks for as long as two calls
   * may take. Where this process may not probe it, the command is carried out.
   *
   * @param reason why, for the log and the status, in one line (line breaks become spaces); not
   *     blank
   * @throws IllegalArgumentException if the reason is blank
   * @throws IllegalStateException if no secondary is known, if it does not answer its probe, or if
   *     the client is pinned to another stream; nothing is changed then
   */
  void failOver(String reason);

  /**
   * Switches to the primary now, without hold-down or trial, once it has answered a probe. If the
   * primary fails again, the client fails over as ever. Does nothing if the primary is active.
   *
   * @param reason why, for the log and the status; not blank
   * @throws IllegalArgumentException if the reason is blank
   * @throws IllegalStateException if the primary does not answer its probe, or if the client is
   *     pinned to another stream; nothing is changed then
   */
  void failBack(String reason);

  /**
   * Switches to a stream and stays there for a while whatever happens. Calls that it cannot serve
   * are still handed over, each for itself. The pin ends by itself, or by {@link #unpin}; another
   * pin replaces it. Afterwards the client decides for itself again, unless {@link #failOver} holds
   * it in the secondary. A stream that is not active is probed first, as by {@link #failOver}.
   *
   * @param target the primary, or the secondary that is known; compared by stream OCID
   * @param duration more than zero, up to 7 days
   * @throws IllegalArgumentException if the target is not known, or the duration out of range
   * @throws IllegalStateException if the stream does not answer its probe; nothing is changed then
   */
  void pin(StreamTarget target, Duration duration);

  /** Ends the pin. Does nothing if there is none. */
  void unpin();

  /**
   * The same commands, carried out also where the region that is switched to fails its probe, does
   * not answer, or is a harmful secondary: for somebody who knows better.
   *
   * @return a control without probes
   */
  FailoverControl forced();

  /**
   * A snapshot of what the client is doing.
   *
   * @return the status
   */
  HaStreamStatus status();
}
