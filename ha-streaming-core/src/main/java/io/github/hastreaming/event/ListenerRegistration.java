package io.github.hastreaming.event;

/** A listener that was added to a running client. Thread-safe. */
@FunctionalInterface
public interface ListenerRegistration extends AutoCloseable {

  /**
   * Takes the listener away: it is told nothing that happens from now on, and nothing of what waits
   * for it. An event that it is being told meanwhile is told to its end. Closing again does
   * nothing.
   */
  @Override
  void close();
}
