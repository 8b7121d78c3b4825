package io.github.hastreaming.state;

import java.util.Optional;

/**
 * Keeps the failover state of stream pairs, one for each primary OCID, possibly shared by many
 * processes.
 *
 * <p>Called from background threads, never while a call waits. Implementations must be thread-safe.
 * Both methods may throw any unchecked exception when the store fails: the client then decides on
 * its own and offers its decision when the store is back.
 */
public interface FailoverStateStore {

  /**
   * Reads the state of a pair.
   *
   * @param primaryOcid the OCID of the pair's primary stream
   * @return the state, or empty if none was ever stored
   */
  Optional<FailoverState> load(String primaryOcid);

  /**
   * Replaces the state, if what is stored has the epoch and lineage of {@code expected}.
   *
   * @param expected the state seen, or empty if none must be stored yet
   * @param next the new state, of the same primary and with a higher epoch
   * @return whether it was replaced; false if another process was faster
   */
  boolean compareAndSet(Optional<FailoverState> expected, FailoverState next);

  /**
   * A store that lives and dies with this object. Processes do not share it; clients of one process
   * that are given the same object do.
   *
   * @return a new, empty store
   */
  static FailoverStateStore inMemory() {
    return new InMemoryStateStore();
  }
}
