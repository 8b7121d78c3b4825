package io.github.hastreaming.internal.region;

/** Told what a guard finds; on any thread, must not block. */
interface GuardObserver {

  /** The breaker opened. */
  void opened(OpenCause cause);

  /** What the breaker opened for is confirmed. */
  void confirmed(OpenCause cause);

  /** Calls are not answered; it is not known whether that is the region's fault. */
  void doubted(Doubt doubt);

  /** The region hangs: what is in flight there will not be answered. */
  void hangs();

  /** A read of messages was served. */
  void readServed(long nanos);

  /** A call that was to prove the region hangs. */
  void proofHangs();
}
