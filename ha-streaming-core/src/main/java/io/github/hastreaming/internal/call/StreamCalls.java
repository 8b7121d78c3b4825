package io.github.hastreaming.internal.call;

import com.oracle.bmc.responses.BmcResponse;
import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.requests.PutMessagesRequest;
import com.oracle.bmc.streaming.responses.PutMessagesResponse;
import io.github.hastreaming.call.FailureClassifier;
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.call.WriteReplay;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.internal.settings.Settings;
import io.github.hastreaming.target.StreamTarget;
import java.util.function.BiFunction;

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
  public StreamCalls(CallExecutor executor, Settings settings, boolean foreignClients) {
    this.executor = executor;
    this.replay = settings.writeReplay();
    this.classifier = settings.classifier();
    this.foreignClients = foreignClients;
  }

  public PutMessagesResponse putMessages(PutMessagesRequest request) {
    return executor.execute(new PutMessagesCall(request, replay, classifier, foreignClients));
  }

  /**
   * Reads from the region that serves, the active one first.
   *
   * @param method what to do in the region chosen, possibly more than once; its requests must have
   *     their retries off
   */
  public <R extends BmcResponse> Served<R> read(
      StreamOperation operation, BiFunction<Stream, StreamTarget, R> method) {
    return executor.execute(new ReadCall<>(operation, classifier, method));
  }

  /** The same, the given region first. */
  public <R extends BmcResponse> Served<R> readFrom(
      Region first, StreamOperation operation, BiFunction<Stream, StreamTarget, R> method) {
    return executor.executeFrom(first, new ReadCall<>(operation, classifier, method));
  }

  /** Reads from one region or not at all; for what concerns that region only. */
  public <R extends BmcResponse> R readIn(
      Region only, StreamOperation operation, BiFunction<Stream, StreamTarget, R> method) {
    return executor.executeIn(only, new ReadCall<>(operation, classifier, method)).response();
  }
}
