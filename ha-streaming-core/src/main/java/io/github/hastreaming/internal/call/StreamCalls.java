package io.github.hastreaming.internal.call;

import com.oracle.bmc.responses.BmcResponse;
import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.requests.PutMessagesRequest;
import com.oracle.bmc.streaming.responses.PutMessagesResponse;
import io.github.hastreaming.call.FailureClassifier;
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.call.WriteReplay;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.target.StreamTarget;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

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
   * @param first the region to begin with; null for the active one
   * @param method what to do in the region chosen, possibly more than once; its requests must have
   *     their retries off
   */
  public <R extends BmcResponse> R read(
      StreamOperation operation,
      @Nullable Region first,
      BiFunction<Stream, StreamTarget, R> method) {
    return executor.execute(new ReadCall<>(operation, classifier, method), first);
  }

  /** Reads from one region or not at all; for what concerns that region only. */
  public <R extends BmcResponse> R readIn(
      Region only, StreamOperation operation, BiFunction<Stream, StreamTarget, R> method) {
    return executor.executeIn(only, new ReadCall<>(operation, classifier, method));
  }
}
