package io.github.hastreaming.support;

import com.oracle.bmc.auth.SimpleAuthenticationDetailsProvider;
import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.StreamClient;
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.target.StreamTimeouts;
import io.github.hastreaming.testkit.OciStreamingEmulator;
import io.github.hastreaming.testkit.TestIdentity;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An emulated region whose answers take as long as a test says, in virtual time. A client gives up
 * at its read timeout, and its calls end when it is closed, as the SDK's do. A request is carried
 * out when it is sent, however late its answer is; where the region hangs it is not. Thread-safe.
 */
public final class TimedRegion implements AutoCloseable {

  /**
   * A request that was sent.
   *
   * @param at when
   * @param timeouts its client's, which tell calls from quick probes
   */
  public record Arrival(StreamOperation operation, Instant at, StreamTimeouts timeouts) {}

  private static final Map<String, StreamOperation> OPERATIONS =
      Arrays.stream(StreamOperation.values())
          .collect(
              Collectors.toUnmodifiableMap(StreamOperation::methodName, operation -> operation));

  private final InterleavedTimeSource time;
  private final OciStreamingEmulator emulator;
  private final String streamOcid;
  private final Map<TestIdentity, StreamClient> clients = new ConcurrentHashMap<>();
  private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
  private volatile Function<StreamOperation, Duration> takes = operation -> Duration.ZERO;
  private volatile Predicate<StreamOperation> hangs = operation -> false;
  private volatile Function<StreamOperation, @Nullable RuntimeException> fails = operation -> null;

  TimedRegion(String name, int partitions, InterleavedTimeSource time) {
    this.time = time;
    this.emulator =
        OciStreamingEmulator.builder().region(name).clock(SharedTimeSource.clockOf(time)).start();
    this.streamOcid = emulator.createStream("events", partitions);
  }

  /** The region itself: what it holds, what it permits. */
  public OciStreamingEmulator emulator() {
    return emulator;
  }

  public StreamTarget target() {
    return Pair.target(emulator, streamOcid);
  }

  public String streamOcid() {
    return streamOcid;
  }

  /** The values that its stream holds. */
  public List<String> values() {
    return Pair.values(emulator);
  }

  /** How long every call takes from now on; asked anew for each. */
  public TimedRegion takes(Function<StreamOperation, Duration> duration) {
    takes = duration;
    return this;
  }

  public TimedRegion takes(Duration duration) {
    return takes(operation -> duration);
  }

  /** Which calls are neither carried out nor answered from now on. */
  public TimedRegion hangs(Predicate<StreamOperation> calls) {
    hangs = calls;
    return this;
  }

  /** What a call fails with, at once, from now on; null: it is carried out. Asked for each. */
  public TimedRegion fails(Function<StreamOperation, @Nullable RuntimeException> failure) {
    fails = failure;
    return this;
  }

  /** Every call is answered at once. */
  public void heal() {
    takes(Duration.ZERO).hangs(operation -> false).fails(operation -> null);
  }

  /** The requests that came, in order. */
  public List<Arrival> arrivals() {
    return List.copyOf(arrivals);
  }

  /** The requests of one kind that came from a time on. */
  public List<Arrival> arrivals(StreamOperation operation, Instant from) {
    return arrivals.stream()
        .filter(arrival -> arrival.operation() == operation && !arrival.at().isBefore(from))
        .toList();
  }

  /** A client as the library's factory makes them, with the rights of an identity. */
  Stream client(StreamTimeouts timeouts, TestIdentity identity) {
    StreamClient real = clients.computeIfAbsent(identity, this::connect);
    return (Stream)
        Proxy.newProxyInstance(
            Stream.class.getClassLoader(),
            new Class<?>[] {Stream.class},
            new TimedClient(real, timeouts)::invoke);
  }

  private StreamClient connect(TestIdentity identity) {
    return StreamClient.builder().endpoint(emulator.endpoint()).build(credentials(identity));
  }

  static SimpleAuthenticationDetailsProvider credentials(TestIdentity identity) {
    return SimpleAuthenticationDetailsProvider.builder()
        .tenantId(identity.tenancyId())
        .userId(identity.userId())
        .fingerprint(identity.fingerprint())
        .privateKeySupplier(identity::privateKey)
        .build();
  }

  @Override
  public void close() {
    clients.values().forEach(StreamClient::close);
    emulator.close();
  }

  private final class TimedClient {

    private final StreamClient real;
    private final StreamTimeouts timeouts;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    private TimedClient(StreamClient real, StreamTimeouts timeouts) {
      this.real = real;
      this.timeouts = timeouts;
    }

    private @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
        throws Throwable {
      StreamOperation operation = OPERATIONS.get(method.getName());
      if (operation != null) {
        return call(operation, method, arguments);
      }
      return switch (method.getName()) {
        case "close" -> closed.complete(null);
        case "getEndpoint" -> emulator.endpoint();
        case "toString" -> "client of " + emulator.region();
        case "hashCode" -> System.identityHashCode(this);
        default -> throw new UnsupportedOperationException(method.getName());
      };
    }

    private Object call(StreamOperation operation, Method method, Object @Nullable [] arguments)
        throws Throwable {
      if (closed.isDone()) {
        throw new IllegalStateException("Client instance has been closed.");
      }
      arrivals.add(new Arrival(operation, time.now(), timeouts));
      RuntimeException failure = fails.apply(operation);
      if (failure != null) {
        throw failure;
      }
      if (hangs.test(operation)) {
        throw unanswered(timeouts.read());
      }
      Duration duration = takes.apply(operation);
      Object answer;
      try {
        answer = method.invoke(real, arguments);
      } catch (InvocationTargetException e) {
        pass(duration);
        throw e.getCause();
      }
      pass(duration);
      return answer;
    }

    private void pass(Duration duration) throws InterruptedException {
      if (duration.compareTo(timeouts.read()) >= 0) {
        throw unanswered(timeouts.read());
      }
      if (!duration.isZero() && time.await(closed, duration)) {
        throw cutOff();
      }
    }

    private BmcException unanswered(Duration after) throws InterruptedException {
      return time.await(closed, after) ? cutOff() : Failures.readTimeout();
    }

    private BmcException cutOff() {
      return Failures.clientSide(new SocketException("Socket closed"));
    }
  }
}
