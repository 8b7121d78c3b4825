package io.github.hastreaming.state.contract;

/** Takes away what a store stands on and gives it back, with what was stored. */
public interface StoreOutage {

  /**
   * From now on nothing that is asked of the store can be done.
   *
   * @throws Exception if that cannot be arranged; fails the test
   */
  void fail() throws Exception;

  /**
   * From now on what is asked of the store gets no answer.
   *
   * @return false if what the store stands on cannot hang; then nothing was done
   * @throws Exception if that cannot be arranged; fails the test
   */
  default boolean hang() throws Exception {
    return false;
  }

  /**
   * Ends either. The store works when this returns.
   *
   * @throws Exception if that cannot be arranged; fails the test
   */
  void end() throws Exception;
}
