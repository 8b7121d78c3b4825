package io.github.hastreaming.benchmarks;

import com.oracle.bmc.retrier.RetryConfiguration;
import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.model.CreateCursorDetails;
import com.oracle.bmc.streaming.requests.CreateCursorRequest;
import com.oracle.bmc.streaming.requests.GetMessagesRequest;
import com.oracle.bmc.streaming.requests.PutMessagesRequest;
import com.oracle.bmc.streaming.responses.GetMessagesResponse;
import com.oracle.bmc.streaming.responses.PutMessagesResponse;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.target.StreamTarget;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** What a call costs besides its delegate, which answers at once. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CallOverheadBenchmark {

  private static final String OCID = "ocid1.stream.oc1.sa-saopaulo-1.aaaaaaaaprimary";
  private static final String SECONDARY_OCID = "ocid1.stream.oc1.sa-vinhedo-1.aaaaaaasecondary";

  private final InMemoryStream delegate = new InMemoryStream();
  private final PutMessagesRequest put = Messages.put(OCID);
  private final CircuitBreaker breaker = CircuitBreaker.ofDefaults("peer");
  private final Retry retry = Retry.ofDefaults("peer");
  private Stream client = delegate;
  private GetMessagesRequest get = GetMessagesRequest.builder().build();

  static void run(String... args) throws RunnerException, CommandLineOptionException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .parent(new CommandLineOptions(args))
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true);
    new Runner(options.build()).run();
  }

  /** A client on the in-memory region, and a cursor of its. */
  @Setup
  public void build() {
    client =
        HaStreamClient.builder()
            .primary(StreamTarget.of("sa-saopaulo-1", OCID, "http://127.0.0.1:1"))
            .secondaryResolver(
                SecondaryResolver.fixed(
                    StreamTarget.of("sa-vinhedo-1", SECONDARY_OCID, "http://127.0.0.1:2")))
            .sweepInterval(Duration.ZERO)
            .streamFactory((target, timeouts) -> delegate)
            .build(Emulated.credentials());
    String cursor =
        client
            .createCursor(
                CreateCursorRequest.builder()
                    .streamId(OCID)
                    .createCursorDetails(
                        CreateCursorDetails.builder()
                            .partition("0")
                            .type(CreateCursorDetails.Type.TrimHorizon)
                            .build())
                    .build())
            .getCursor()
            .getValue();
    get = GetMessagesRequest.builder().streamId(OCID).cursor(cursor).build();
  }

  /** Ends the client's threads. */
  @TearDown
  public void close() throws Exception {
    client.close();
  }

  /** The delegate alone. */
  @Benchmark
  public PutMessagesResponse putDelegate() {
    return delegate.putMessages(put);
  }

  /** Resilience4j alone, retry around breaker, the request copied as every wrapper must. */
  @Benchmark
  public PutMessagesResponse putResilience4j() {
    return retry.executeSupplier(
        () ->
            breaker.executeSupplier(
                () ->
                    delegate.putMessages(
                        PutMessagesRequest.builder()
                            .copy(put)
                            .retryConfiguration(RetryConfiguration.NO_RETRY_CONFIGURATION)
                            .build())));
  }

  /** HaStreamClient. */
  @Benchmark
  public PutMessagesResponse putHaStreamClient() {
    return client.putMessages(put);
  }

  /** The delegate alone. */
  @Benchmark
  public GetMessagesResponse getDelegate() {
    return delegate.getMessages(get);
  }

  /** HaStreamClient, which reads and writes its own cursor. */
  @Benchmark
  public GetMessagesResponse getHaStreamClient() {
    return client.getMessages(get);
  }
}
