package io.github.hastreaming.internal.region;

/** One attempt in a region; exactly one of the methods that end it must be called, once. */
public interface Permit {

  /** Whether the attempt is to prove that the region is back, and has a client of its own. */
  boolean isProof();

  /** A request is signed, and sent now: what came before it is not the region's time. */
  void signed();

  /** The region served the call. */
  void succeeded();

  /** The region served a part of the call and asked for patience: alive, but not counted. */
  void partlyServed();

  /** The region failed. */
  void failed(Throwable failure);

  /** The client was closed under the call, since the region hangs. */
  void cutOff();

  /**
   * The region refused a call it should serve.
   *
   * @param status the answer's
   */
  void refused(int status);

  /** A request that made the client ready was answered, whatever the answer was. */
  void warmedUp();

  /** The attempt says nothing about the region. */
  void ignored();
}
