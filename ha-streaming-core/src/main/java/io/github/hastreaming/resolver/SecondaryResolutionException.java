package io.github.hastreaming.resolver;

import io.github.hastreaming.internal.text.OneLine;
import org.jspecify.annotations.Nullable;

/** A resolver has an answer that cannot be used; the message says where and what is allowed. */
public class SecondaryResolutionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception.
   *
   * @param message where the answer stands, what it is, and what is allowed; made one line
   * @param cause the underlying failure, or null
   */
  public SecondaryResolutionException(String message, @Nullable Throwable cause) {
    super(OneLine.of(message), cause);
  }
}
