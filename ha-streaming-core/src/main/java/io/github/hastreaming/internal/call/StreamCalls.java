package io.github.hastreaming.internal.call;

import com.oracle.bmc.requests.BmcRequest;
import com.oracle.bmc.responses.BmcResponse;
import com.oracle.bmc.retrier.RetryConfiguration;
import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.requests.PutMessagesRequest;
import com.oracle.bmc.streaming.responses.PutMessagesResponse;
import io.github.hastreaming.call.FailureClassifier;
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.call.WriteReplay;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The operations of the SDK's {@code Stream} as calls. Thread-safe. */
public final class StreamCalls {

  private final CallExecutor executor;
  private final WriteReplay replay;
  private final FailureClassifier classifier;
  private final boolean foreignClients;

  /**
   * @param foreignClients whether the regions' clients are the application's, with retries we do
   *     not know: every request is then sent with retries off
   */
  public StreamCalls(
      CallExecutor executor,
      WriteReplay replay,
      FailureClassifier classifier,
      boolean foreignClients) {
    this.executor = executor;
    this.replay = replay;
    this.classifier = classifier;
    this.foreignClients = foreignClients;
  }

  public PutMessagesResponse putMessages(PutMessagesRequest request) {
    return executor.execute(new PutMessagesCall(request, replay, classifier, foreignClients));
  }

  /**
   * Reads from the region that serves.
   *
   * @param streamId the stream that the request names
   * @param copy a copy of the request for a stream, its retries off
   */
  public <Q extends BmcRequest<?>, R extends BmcResponse> R read(
      StreamOperation operation,
      Q request,
      String streamId,
      Function<String, Q> copy,
      BiFunction<Stream, Q, R> method) {
    boolean copyAlways = foreignClients || request.getRetryConfiguration() != null;
    return executor.execute(
        new ReadCall<>(
            operation,
            classifier,
            (stream, target) -> {
              boolean asItIs = !copyAlways && target.streamOcid().equals(streamId);
              return method.apply(stream, asItIs ? request : copy.apply(target.streamOcid()));
            }));
  }

  /** What a copied request is sent with: our retries are the only ones. */
  public static RetryConfiguration noRetries() {
    return RetryConfiguration.NO_RETRY_CONFIGURATION;
  }
}
