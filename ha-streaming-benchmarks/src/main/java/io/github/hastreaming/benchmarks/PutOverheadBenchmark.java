package io.github.hastreaming.benchmarks;

import com.oracle.bmc.retrier.RetryConfiguration;
import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.requests.PutMessagesRequest;
import com.oracle.bmc.streaming.responses.PutMessagesResponse;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a put costs besides its delegate, which answers at once. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PutOverheadBenchmark {

  /** How many entries each put has. */
  @Param({"1", "100"})
  public int entries;

  private Stream delegate = new InMemoryStream(0);
  private PutMessagesRequest put = PutMessagesRequest.builder().build();
  private final CircuitBreaker breaker = CircuitBreaker.ofDefaults("peer");
  private final Retry retry = Retry.ofDefaults("peer");
  private Stream client = delegate;

  /** A client on the in-memory region, whose answers fit the request. */
  @Setup
  public void build() throws InterruptedException {
    delegate = new InMemoryStream(entries);
    put = Messages.put(Overhead.STREAM_OCID, entries);
    client = Overhead.client(delegate);
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
}
