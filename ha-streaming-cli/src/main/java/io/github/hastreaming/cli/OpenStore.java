package io.github.hastreaming.cli;

import io.github.hastreaming.state.FailoverStateStore;

/** A store, and what has to be closed with it. */
record OpenStore(FailoverStateStore store, Runnable closing) implements AutoCloseable {

  @Override
  public void close() {
    closing.run();
  }
}
