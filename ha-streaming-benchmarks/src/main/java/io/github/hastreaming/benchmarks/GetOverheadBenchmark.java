package io.github.hastreaming.benchmarks;

import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.model.CreateCursorDetails;
import com.oracle.bmc.streaming.requests.CreateCursorRequest;
import com.oracle.bmc.streaming.requests.GetMessagesRequest;
import com.oracle.bmc.streaming.responses.GetMessagesResponse;
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

/** What a read costs besides its delegate, which answers at once. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class GetOverheadBenchmark {

  /** How many messages each answer has. */
  @Param({"0", "100"})
  public int messages;

  private Stream delegate = new InMemoryStream(0);
  private Stream client = delegate;
  private GetMessagesRequest get = GetMessagesRequest.builder().build();

  /** A client on the in-memory region, and a cursor of its that has been in both streams. */
  @Setup
  public void build() throws InterruptedException {
    delegate = new InMemoryStream(messages);
    client = Overhead.client(delegate);
    String created =
        client
            .createCursor(
                CreateCursorRequest.builder()
                    .streamId(Overhead.STREAM_OCID)
                    .createCursorDetails(
                        CreateCursorDetails.builder()
                            .partition("0")
                            .type(CreateCursorDetails.Type.TrimHorizon)
                            .build())
                    .build())
            .getCursor()
            .getValue();
    get = read(client.getMessages(read(created)).getOpcNextCursor());
  }

  private static GetMessagesRequest read(String cursor) {
    return GetMessagesRequest.builder().streamId(Overhead.STREAM_OCID).cursor(cursor).build();
  }

  /** Ends the client's threads. */
  @TearDown
  public void close() throws Exception {
    client.close();
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
