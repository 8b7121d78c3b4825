package io.github.hastreaming.internal.region;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.retrier.RetryConfiguration;
import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.model.CreateCursorDetails;
import com.oracle.bmc.streaming.requests.CreateCursorRequest;
import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.call.RegionFailure;
import io.github.hastreaming.internal.cause.Causes;
import io.github.hastreaming.internal.settings.Defaults;
import io.github.hastreaming.internal.settings.Settings;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.target.StreamFactory;
import io.github.hastreaming.target.StreamTarget;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One stream of the pair: its clients and what guards them. */
public final class Region {

  private static final Logger LOG = LoggerFactory.getLogger(Region.class);
  private static final int TOO_MANY_REQUESTS = 429;

  private final Settings settings;
  private final TimeSource time;
  private final ResilienceRegistries registries;
  private final BreakerPair writeResilience;
  private final BreakerPair readResilience;
  private final CallGuard writes;
  private final CallGuard reads;
  private final DelegateHolder delegates;
  private final DelegateHolder probes;
  private final AtomicLong renewedAt;
  private volatile StreamTarget target;
  private volatile boolean served;
  private volatile boolean closed;
  private volatile String lastFailure = "";

  Region(
      StreamTarget target,
      StreamFactory factory,
      Settings settings,
      ResilienceRegistries registries,
      TimeSource time,
      RegionObserver observer) {
    this.target = target;
    this.settings = settings;
    this.time = time;
    this.registries = registries;
    this.writeResilience = registries.create(target, CallKind.WRITE, settings);
    this.readResilience = registries.create(target, CallKind.READ, settings);
    this.writes =
        new CallGuard(
            CallKind.WRITE,
            writeResilience,
            settings,
            time,
            reason -> observer.onOpened(this, CallKind.WRITE, reason));
    this.reads =
        new CallGuard(
            CallKind.READ,
            readResilience,
            settings,
            time,
            reason -> {
              scheduleProbe();
              observer.onOpened(this, CallKind.READ, reason);
            });
    this.renewedAt = new AtomicLong(time.nanoTime() - Defaults.CONNECTIONS_RENEWED.toNanos());
    this.delegates = new DelegateHolder(() -> factory.create(this.target, settings.calls()));
    this.probes = new DelegateHolder(() -> factory.create(this.target, settings.probes()));
  }

  public StreamTarget target() {
    return target;
  }

  public CallGuard guard(CallKind kind) {
    return kind == CallKind.WRITE ? writes : reads;
  }

  /** Resilience4j's name of the state of a kind's breaker. */
  public String breakerState(CallKind kind) {
    return guard(kind).stateName();
  }

  /** The client for calls; made on first use, to be released. */
  public Delegate acquire() {
    return delegates.acquire();
  }

  /** The client with the probes' short timeouts; made on first use, to be released. */
  public Delegate acquireProbe() {
    return probes.acquire();
  }

  /** Makes the clients ready, so that the first call after a switch need not. */
  public void warm() {
    delegates.acquire().release();
    probes.acquire().release();
  }

  /** Whether a call of this process was ever served here. */
  public boolean hasServed() {
    return served;
  }

  /** The last failure and its time, for people; empty if there was none. */
  public String lastFailure() {
    return lastFailure;
  }

  public void noteFailure(String description) {
    lastFailure = description + " at " + time.now();
  }

  public void markServed() {
    if (!served) {
      served = true;
    }
  }

  /**
   * Asks the data plane, on the real stream, for a LATEST cursor, with the probes' short timeouts.
   *
   * @throws RuntimeException what the client threw
   */
  public void probe(int partition) {
    Delegate delegate = probes.acquire();
    try {
      Stream stream = delegate.stream();
      stream.createCursor(
          CreateCursorRequest.builder()
              .streamId(target.streamOcid())
              .createCursorDetails(
                  CreateCursorDetails.builder()
                      .partition(Integer.toString(partition))
                      .type(CreateCursorDetails.Type.Latest)
                      .build())
              .retryConfiguration(RetryConfiguration.NO_RETRY_CONFIGURATION)
              .build());
    } finally {
      delegate.release();
    }
  }

  /** Forgets past failures, as befits a region that is switched to. */
  public void resetBreakers() {
    writes.reset();
    reads.reset();
  }

  /** Talks to the same stream through another endpoint from now on. */
  public synchronized void moveTo(String endpoint) {
    StreamTarget before = target;
    target = target.withEndpoint(endpoint);
    try {
      renewClients();
    } catch (RuntimeException e) {
      target = before; // No client could be made for it.
      throw e;
    }
  }

  /**
   * A call failed. Where its connection broke, the others that its client keeps may be dead as
   * well, and would cost the call its other attempts although the region is there: a new client has
   * none of them. Where everything breaks, that helps nobody and is not done all the time.
   *
   * @param delegate what served the call
   */
  public void failed(Delegate delegate, RuntimeException failure) {
    long now = time.nanoTime();
    long last = renewedAt.get();
    if (Causes.any(failure, Region::isBrokenConnection)
        && now - last >= Defaults.CONNECTIONS_RENEWED.toNanos()
        && renewedAt.compareAndSet(last, now)) {
      try {
        delegates.replace(delegate);
      } catch (RuntimeException e) {
        LOG.warn("No new client could be made for {}: {}", target, e.toString());
      }
    }
  }

  /** While it was in use: a connection that cannot be opened says nothing of the open ones. */
  private static boolean isBrokenConnection(Throwable cause) {
    return (cause instanceof SocketException
            && !(cause instanceof ConnectException)
            && !(cause instanceof NoRouteToHostException))
        || cause.getClass().getSimpleName().equals("NoHttpResponseException");
  }

  /** Replaces the clients; calls in flight end on the old ones. */
  public void renewClients() {
    delegates.replace();
    probes.replace();
  }

  void close() {
    closed = true;
    delegates.close();
    probes.close();
    registries.remove(writeResilience);
    registries.remove(readResilience);
  }

  /**
   * An open read breaker is closed by a successful probe, asked for after each open time. The claim
   * keeps it to one probe at a time, however often the breaker opened and closed.
   */
  private void scheduleProbe() {
    time.schedule(
        settings.breakerOpenTime(),
        () -> {
          if (!closed && reads.claimProbe()) {
            time.execute(this::probeForReads);
          }
        });
  }

  private void probeForReads() {
    boolean alive = false;
    try {
      probe(0);
      alive = true;
    } catch (RuntimeException e) {
      alive = isThrottled(e);
      LOG.debug("{}: probe: {}", target.region(), RegionFailure.describe(e));
    } finally {
      reads.probeEnded(alive);
      if (!alive) {
        scheduleProbe();
      }
    }
  }

  /** A region that asks for patience is alive. */
  private static boolean isThrottled(RuntimeException failure) {
    return failure instanceof BmcException service && service.getStatusCode() == TOO_MANY_REQUESTS;
  }
}
