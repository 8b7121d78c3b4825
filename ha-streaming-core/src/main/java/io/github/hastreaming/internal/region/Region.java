package io.github.hastreaming.internal.region;

import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.call.WriteReplay;
import io.github.hastreaming.failover.Fitness;
import io.github.hastreaming.internal.settings.Settings;
import io.github.hastreaming.internal.time.SingleFlight;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.target.StreamFactory;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One stream of the pair: its clients and what guards them. */
public final class Region {

  /** How often a read is measured that sweeps do not get an answer to in time. */
  private static final Duration MEASURED_EVERY = Duration.ofSeconds(10);

  private final Settings settings;
  private final TimeSource time;
  private final ResilienceRegistries registries;
  private final RegionObserver observer;
  private final BreakerPair writeResilience;
  private final BreakerPair readResilience;
  private final CallGuard writes;
  private final CallGuard reads;
  private final RegionClients clients;
  private final SweepSlots sweepSlots;
  private final SingleFlight measuring;
  private final ReadProbes readProbes;
  private final StreamQuestions questions;
  private final BrokenConnections connections;
  private final AnswerTimesByKind usual;
  private final Set<CallKind> warmed = ConcurrentHashMap.newKeySet(); // Once is enough.
  private volatile StreamTarget target;
  private volatile boolean served;
  private volatile boolean answered;
  private volatile boolean mayAsk;
  private volatile String lastFailure = "";
  private volatile Duration lastSweep = Duration.ZERO;
  private volatile long measuredAt;
  private volatile KnownFitness fitness = KnownFitness.UNKNOWN;

  Region(
      StreamTarget target,
      StreamFactory factory,
      Settings settings,
      ResilienceRegistries registries,
      AnswerTimesByKind usual,
      ServiceClock serviceClock,
      TimeSource time,
      RegionObserver observer) {
    this.target = target;
    this.settings = settings;
    this.time = time;
    this.registries = registries;
    this.observer = observer;
    this.usual = usual;
    this.writeResilience = registries.create(target, CallKind.WRITE, settings);
    this.readResilience = registries.create(target, CallKind.READ, settings);
    this.clients = new RegionClients(timeouts -> factory.create(this.target, timeouts), settings);
    this.writes = guard(CallKind.WRITE, writeResilience);
    this.reads = guard(CallKind.READ, readResilience);
    this.sweepSlots = new SweepSlots(settings.maxConcurrentCalls(), settings.calls().read());
    this.measuring = new SingleFlight(time);
    this.measuredAt = time.nanoTime() - MEASURED_EVERY.toNanos();
    this.connections = new BrokenConnections(time);
    this.questions = new StreamQuestions(() -> this.target, serviceClock, time);
    this.readProbes = new ReadProbes(reads, this::probe, settings.breakerOpenTime(), time);
  }

  private CallGuard guard(CallKind kind, BreakerPair resilience) {
    SilenceThreshold threshold =
        new SilenceThreshold(
            settings.slowCallThreshold(),
            settings.calls().read(),
            usual.of(kind),
            () -> isReady(kind));
    return new CallGuard(
        kind,
        resilience,
        settings,
        time,
        threshold,
        now -> new Doubt(this, kind, now),
        new Guarded(kind));
  }

  /** Whether the kind's client was answered; each client has connections of its own to open. */
  private boolean isReady(CallKind kind) {
    return warmed.contains(kind) || guard(kind).hasServed();
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

  /** The client for an attempt; made on first use, to be released. */
  public Delegate acquire(CallKind kind, Permit permit) {
    return client(permit.isProof() ? clients.proofs(kind) : clients.calls(kind));
  }

  /** The client for sweeps; made on first use, to be released. */
  public Delegate acquireForSweep() {
    try {
      return clients.sweeps().acquire();
    } catch (Throwable e) {
      throw notMade(e);
    }
  }

  private Delegate client(DelegateHolder holder) {
    try {
      return holder.acquire();
    } catch (Throwable e) {
      throw notMade(e);
    }
  }

  /** A factory is the application's and may throw anything, where another region would serve. */
  private RuntimeException notMade(Throwable failure) {
    return failure instanceof RuntimeException already
        ? already
        : new IllegalStateException(
            "no client could be made for " + target + ": " + failure, failure);
  }

  /** How many sweeps may run at a time. */
  public SweepSlots sweepSlots() {
    return sweepSlots;
  }

  /** How long a sweep of it took, answered or not. */
  public void sweepTook(long nanos) {
    lastSweep = Duration.ofNanos(nanos);
  }

  /** How long the last sweep of it took. */
  public Duration lastSweep() {
    return lastSweep;
  }

  /** How long a read of its messages took, in a call or a sweep that was answered. */
  public void readTook(long nanos) {
    clients.sweeps().readTook(nanos);
  }

  /** Makes the clients, so that a broken factory shows. */
  public void makeClients() {
    clients.calls(CallKind.WRITE).acquire().release();
    clients.calls(CallKind.READ).acquire().release();
  }

  /**
   * Makes the clients ready in the background: their first request loads classes and opens
   * connections, which the first call of the application need not wait for.
   */
  public void warm() {
    makeClients();
    for (CallKind kind : CallKind.values()) {
      time.execute(() -> warm(kind));
    }
  }

  private void warm(CallKind kind) {
    if (warmed.contains(kind) || (answered && guard(kind).isOpen())) {
      return;
    }
    Permit permit = guard(kind).tryEnter(StreamOperation.CREATE_CURSOR, Admission.ADMITTED, false);
    if (permit == null) {
      return; // It is busy already.
    }
    ProbeResult result = ProbeResult.NOT_MADE;
    try {
      result = ask(clients.calls(kind));
    } finally {
      if (result.isAnswered()) {
        answered = true;
        warmed.add(kind);
        permit.warmedUp();
      } else {
        permit.ignored();
      }
    }
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
      answered = true;
    }
  }

  /** What is known of it as a secondary. */
  public KnownFitness fitness() {
    return fitness;
  }

  /** Whether this process may probe it: a probe was served before. */
  public boolean hasServedProbe() {
    return mayAsk;
  }

  /** Something was found out about it as a secondary. */
  public void fitness(KnownFitness found) {
    fitness = found;
  }

  /** Whether puts would be lost to consumers there. */
  public boolean isHarmful() {
    return fitness.fitness() == Fitness.HARMFUL;
  }

  /** Whether puts would be lost to consumers there, or may be, for all that is known by now. */
  public boolean mayHarm() {
    return isHarmful() || fitness.equals(KnownFitness.NOT_COUNTED);
  }

  /**
   * Asks the data plane, on the real stream, for a LATEST cursor, with the probes' short timeouts;
   * with the calls' where calls usually take long, and once more with those where the short ones
   * are over: what serves calls slowly is not down.
   */
  public ProbeResult probe() {
    boolean mayBeLate = 2 * usual.longest() > settings.probes().read().toNanos();
    if (mayBeLate) {
      return probePatiently();
    }
    ProbeResult quick = ask(clients.quickProbes());
    return quick.isTimeout() ? probePatiently() : quick;
  }

  /** The same with the calls' timeouts. */
  public ProbeResult probePatiently() {
    return ask(clients.probes());
  }

  /** Whether it has a partition, with the calls' timeouts. */
  public PartitionCheck hasPartition(int partition) {
    return questions.hasPartition(clients.probes(), partition);
  }

  private ProbeResult ask(DelegateHolder client) {
    ProbeResult result = questions.probe(client);
    if (result == ProbeResult.PASSED) {
      answered = true;
      mayAsk = true;
    } else {
      noteFailure("probe: " + result.reason());
    }
    return result;
  }

  /**
   * Finds out how long a read takes where sweeps do not get an answer in time: through a cursor of
   * its own, whose message is thrown away. Success closes the read breaker.
   */
  public void measureReadLater() {
    long now = time.nanoTime();
    if (now - measuredAt >= MEASURED_EVERY.toNanos()) {
      measuredAt = now;
      measuring.start(this::measureRead);
    }
  }

  private void measureRead() {
    Optional<Duration> took = questions.timeOfRead(clients.probes());
    if (took.isPresent()) {
      readTook(took.get().toNanos());
      reads.close();
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
    warmed.clear();
    try {
      renewClients();
    } catch (RuntimeException | Error e) {
      target = before; // No client could be made for it.
      throw e;
    }
  }

  /**
   * A call failed.
   *
   * @param delegate what served it
   */
  public void failed(CallKind kind, Delegate delegate, RuntimeException failure) {
    connections.failed(clients.calls(kind), delegate, failure);
  }

  /** Replaces the clients; calls in flight end on the old ones. */
  public void renewClients() {
    clients.renew();
  }

  void close() {
    readProbes.close();
    clients.close();
    registries.remove(writeResilience);
    registries.remove(readResilience);
  }

  private final class Guarded implements GuardObserver {

    private final CallKind kind;

    private Guarded(CallKind kind) {
      this.kind = kind;
    }

    @Override
    public void opened(OpenCause cause) {
      if (kind == CallKind.READ) {
        readProbes.begin();
      }
      observer.onOpened(Region.this, kind, cause);
    }

    @Override
    public void confirmed(OpenCause cause) {
      observer.onConfirmed(Region.this, kind, cause);
    }

    @Override
    public void doubted(Doubt doubt) {
      observer.onDoubted(doubt);
    }

    @Override
    public void hangs() {
      cut(clients.calls(kind));
    }

    @Override
    public void readServed(long nanos) {
      readTook(nanos);
    }

    @Override
    public void proofHangs() {
      cut(clients.proofs(kind));
    }

    /** Only where the calls can be served elsewhere, and may be sent there again. */
    private void cut(DelegateHolder client) {
      boolean mayRepeat =
          kind == CallKind.READ || settings.writeReplay() == WriteReplay.AT_LEAST_ONCE;
      if (mayRepeat && observer.isServedElsewhere(Region.this, kind)) {
        client.cut(time);
      }
    }
  }
}
