package io.github.hastreaming.internal.cause;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Walks a chain of causes; bounded, since a chain can be circular. */
public final class Causes {

  private static final int MAX_DEPTH = 20;

  private Causes() {}

  public static boolean contains(Throwable failure, Class<? extends Throwable> type) {
    return any(failure, type::isInstance);
  }

  public static boolean any(Throwable failure, Predicate<Throwable> condition) {
    @Nullable Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
      if (condition.test(cause)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  public static Throwable root(Throwable failure) {
    Throwable root = failure;
    for (int depth = 0; root.getCause() != null && depth < MAX_DEPTH; depth++) {
      root = root.getCause();
    }
    return root;
  }
}
