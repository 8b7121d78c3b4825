package io.github.hastreaming.state;

import io.github.hastreaming.internal.text.OneLine;
import org.jspecify.annotations.Nullable;

/** A store failed, or holds what cannot be used; the message says where and what is allowed. */
public final class StateStoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception.
   *
   * @param message what failed, where, and what is allowed; made one line
   * @param cause the underlying failure, or null
   */
  public StateStoreException(String message, @Nullable Throwable cause) {
    super(OneLine.of(message), cause);
  }
}
