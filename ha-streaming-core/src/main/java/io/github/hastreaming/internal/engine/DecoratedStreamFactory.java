package io.github.hastreaming.internal.engine;

import com.oracle.bmc.streaming.Stream;
import io.github.hastreaming.target.StreamDecorator;
import io.github.hastreaming.target.StreamFactory;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.target.StreamTimeouts;
import java.util.List;
import java.util.Objects;

/** Puts the application's decorators around what a factory makes. */
public final class DecoratedStreamFactory implements StreamFactory {

  private final StreamFactory factory;
  private final List<StreamDecorator> decorators;

  private DecoratedStreamFactory(StreamFactory factory, List<StreamDecorator> decorators) {
    this.factory = factory;
    this.decorators = List.copyOf(decorators);
  }

  /**
   * The factory with its decorators.
   *
   * @param decorators the innermost first
   */
  public static StreamFactory of(StreamFactory factory, List<StreamDecorator> decorators) {
    return decorators.isEmpty() ? factory : new DecoratedStreamFactory(factory, decorators);
  }

  @Override
  public Stream create(StreamTarget target, StreamTimeouts timeouts) {
    Stream stream = factory.create(target, timeouts);
    try {
      for (StreamDecorator decorator : decorators) {
        stream =
            Objects.requireNonNull(
                decorator.decorate(target, stream), "what a stream decorator returned");
      }
      return stream;
    } catch (RuntimeException | Error e) {
      closeAfter(e, stream);
      throw e;
    }
  }

  private static void closeAfter(Throwable failure, Stream stream) {
    try {
      stream.close();
    } catch (Exception e) {
      failure.addSuppressed(e);
    }
  }
}
