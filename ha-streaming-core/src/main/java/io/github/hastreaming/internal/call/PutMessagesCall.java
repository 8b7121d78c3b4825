package io.github.hastreaming.internal.call;

import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.model.PutMessagesDetailsEntry;
import com.oracle.bmc.streaming.model.PutMessagesResult;
import com.oracle.bmc.streaming.requests.PutMessagesRequest;
import com.oracle.bmc.streaming.responses.PutMessagesResponse;
import io.github.hastreaming.call.FailureClassifier;
import io.github.hastreaming.call.FailureKind;
import io.github.hastreaming.call.RegionFailure;
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.call.WriteOutcomeUnknownException;
import io.github.hastreaming.call.WriteReplay;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.target.StreamTarget;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A put: only what is not acknowledged is sent again, as far as the replay policy allows. */
final class PutMessagesCall implements StreamCall<PutMessagesResponse> {

  private final PutMessagesRequest request;
  private final WriteReplay replay;
  private final FailureClassifier classifier;
  private final boolean copyAlways;
  private @Nullable PutMessagesResponse complete;
  private @Nullable PendingEntries pending;
  private @Nullable RegionFailure forbidsReplay;

  /**
   * @param copyAlways whether the regions' clients may have retries of their own
   */
  PutMessagesCall(
      PutMessagesRequest request,
      WriteReplay replay,
      FailureClassifier classifier,
      boolean copyAlways) {
    this.request = request;
    this.replay = replay;
    this.classifier = classifier;
    this.copyAlways = copyAlways;
  }

  @Override
  public StreamOperation operation() {
    return StreamOperation.PUT_MESSAGES;
  }

  @Override
  public FailureKind send(Stream client, Region region) {
    PutMessagesResponse response = client.putMessages(outgoing(region.target()));
    UnusableAnswerException.throwIfUnusable(classifier, operation(), response);
    PutMessagesResult result = PutAnswers.requireOneToOne(response, sentCount());
    if (pending == null) {
      if (PutAnswers.isComplete(result)) {
        complete = response;
        return FailureKind.NONE;
      }
      pending = new PendingEntries(entries());
    }
    pending.answered(response, result.getEntries());
    return pending.isEmpty() ? FailureKind.NONE : FailureKind.THROTTLED;
  }

  private PutMessagesRequest outgoing(StreamTarget target) {
    // A request without a stream is left to the SDK's own validation.
    boolean namesNoStream = request.getStreamId() == null || request.getStreamId().isBlank();
    boolean asItIs =
        pending == null
            && !copyAlways
            && request.getRetryConfiguration() == null
            && (namesNoStream || target.streamOcid().equals(request.getStreamId()));
    if (asItIs) {
      return request;
    }
    PutMessagesRequest outgoing = Requests.put(request, namesNoStream ? null : target);
    return pending == null ? outgoing : Requests.withEntries(outgoing, pending.entries());
  }

  @Override
  public boolean mayRepeatAfter(RegionFailure failure, SendOutcome sent) {
    if (pending == null && hasEntries()) {
      pending = new PendingEntries(entries());
    }
    if (pending != null && sent == SendOutcome.UNKNOWN) {
      pending.markUnknown();
    }
    boolean allowed =
        switch (replay) {
          case AT_LEAST_ONCE -> true;
          case ONLY_IF_NOT_SENT -> sent != SendOutcome.UNKNOWN;
          case NEVER -> sent == SendOutcome.NOT_SENT;
        };
    if (!allowed && sent == SendOutcome.UNKNOWN) {
      forbidsReplay = failure;
    }
    return allowed;
  }

  @Override
  public boolean mayRepeatThrottled() {
    return replay != WriteReplay.NEVER;
  }

  @Override
  public PutMessagesResponse result() {
    if (complete != null) {
      return complete;
    }
    if (pending == null) {
      throw new IllegalStateException("putMessages has no answer yet");
    }
    return pending.toResponse();
  }

  @Override
  public PutMessagesResponse unserved(RuntimeException failure) {
    if (pending != null && pending.anyAcknowledged()) {
      return pending.toResponse();
    }
    if (pending != null && forbidsReplay != null) {
      throw new WriteOutcomeUnknownException(forbidsReplay, pending.entries(), replay);
    }
    throw failure;
  }

  private boolean hasEntries() {
    return request.getPutMessagesDetails() != null
        && request.getPutMessagesDetails().getMessages() != null;
  }

  private List<PutMessagesDetailsEntry> entries() {
    return request.getPutMessagesDetails().getMessages();
  }

  private int sentCount() {
    return pending == null ? (hasEntries() ? entries().size() : 0) : pending.size();
  }
}
