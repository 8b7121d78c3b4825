package io.github.hastreaming.internal.region;

import com.oracle.bmc.streaming.Stream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client of a region, closed after its last call: the SDK closes its HTTP client under calls in
 * flight, which would end them with an unknown outcome.
 */
public final class Delegate {

  private static final Logger LOG = LoggerFactory.getLogger(Delegate.class);

  private final Stream stream;
  private final AtomicInteger users = new AtomicInteger(1); // One for the owner, until it retires.
  private final AtomicBoolean retired = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicInteger carriedOver = new AtomicInteger();
  private final CallingThreads callers = new CallingThreads();
  private volatile boolean cut;

  Delegate(Stream stream) {
    this.stream = stream;
  }

  /** The client; valid between a successful {@link #acquire()} and {@link #release()}. */
  public Stream stream() {
    return stream;
  }

  boolean acquire() {
    int count = users.get();
    while (count > 0) {
      if (users.compareAndSet(count, count + 1)) {
        return true;
      }
      count = users.get();
    }
    return false;
  }

  /** Ends one use. */
  public void release() {
    if (users.decrementAndGet() == 0) {
      close();
    }
  }

  /** Takes no more calls; closed when the last one has ended. */
  void retire() {
    if (retired.compareAndSet(false, true)) {
      release();
    }
  }

  /** Whether a successor serves, or will. */
  public boolean isRetired() {
    return retired.get();
  }

  /** Closes it under its calls in flight, which end then. */
  void cut() {
    cut = true;
    retire();
    close();
  }

  /** The thread's call begins; returns what {@link #callEnded} is to be given. */
  public int callBegins() {
    return callers.begins();
  }

  /** The thread's call has ended. */
  public void callEnded(int place) {
    callers.ended(place);
  }

  /**
   * Interrupts the calls that are left after the cut. Closing the SDK's client ends a call that
   * waits for its answer, but one that was about to take a connection may wait for it for ever.
   *
   * @return whether there were any
   */
  boolean interruptCallers() {
    return callers.interrupt();
  }

  /** Whether its calls were ended. */
  public boolean isCut() {
    return cut;
  }

  /** A call that was cut elsewhere begins here, or ends: it is not cut again. */
  public void carries(boolean begins) {
    carriedOver.addAndGet(begins ? 1 : -1);
  }

  /** Whether it serves a call that was cut elsewhere. */
  boolean carriesCutCall() {
    return carriedOver.get() > 0;
  }

  private void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        stream.close();
      } catch (Throwable e) { // It may be of the application's own making.
        LOG.warn("A client of {} could not be closed: {}", stream.getEndpoint(), e.toString());
      }
    }
  }
}
