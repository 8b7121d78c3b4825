package io.github.hastreaming.internal.call;

/** Ends a call in the middle of a region. */
final class Stop extends Exception {

  private static final long serialVersionUID = 1L;

  private final RuntimeException failure;

  /**
   * @param failure what the caller gets, unless a part of the call was served
   */
  Stop(RuntimeException failure) {
    super(null, failure, false, false);
    this.failure = failure;
  }

  RuntimeException failure() {
    return failure;
  }
}
