package io.github.hastreaming.evidence;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** Throws what a signature does not let one throw, as code in other languages can. */
final class Sneaky {

  /** One of each kind that user code may throw. */
  static List<Supplier<Throwable>> anything() {
    return List.of(
        () -> new IllegalStateException("503 from the configuration server"),
        () -> new IOException("503 from the configuration server"),
        () -> new NoClassDefFoundError("com/example/Missing"),
        () -> new AssertionError("not here"),
        () -> new StackOverflowError(),
        () -> new OutOfMemoryError("Java heap space"));
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  static <T extends Throwable> RuntimeException sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }

  /** To be thrown by who calls it, so that the compiler knows that it does not return. */
  static RuntimeException throwing(Throwable thrown) {
    return Sneaky.<RuntimeException>sneak(thrown);
  }

  private Sneaky() {}
}
