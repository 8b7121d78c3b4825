package io.github.hastreaming.internal.call;

import com.oracle.bmc.responses.BmcResponse;
import com.oracle.bmc.streaming.Stream;
import io.github.hastreaming.call.FailureClassifier;
import io.github.hastreaming.call.FailureKind;
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.target.StreamTarget;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Any operation that can simply be repeated. */
final class ReadCall<R extends BmcResponse> implements StreamCall<Served<R>> {

  private final StreamOperation operation;
  private final FailureClassifier classifier;
  private final BiFunction<Stream, StreamTarget, R> method;
  private @Nullable Served<R> response;
  private int attempts;

  ReadCall(
      StreamOperation operation,
      FailureClassifier classifier,
      BiFunction<Stream, StreamTarget, R> method) {
    this.operation = operation;
    this.classifier = classifier;
    this.method = method;
  }

  @Override
  public StreamOperation operation() {
    return operation;
  }

  @Override
  public FailureKind send(Stream client, Region region) {
    attempts++;
    R answer = method.apply(client, region.target());
    UnusableAnswerException.throwIfUnusable(classifier, operation, answer);
    response = new Served<>(answer, region, attempts);
    return FailureKind.NONE;
  }

  @Override
  public Served<R> result() {
    if (response == null) {
      throw new IllegalStateException(operation.methodName() + " has no answer yet");
    }
    return response;
  }
}
