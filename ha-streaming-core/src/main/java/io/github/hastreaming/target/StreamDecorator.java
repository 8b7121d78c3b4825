package io.github.hastreaming.target;

import com.oracle.bmc.streaming.Stream;

/**
 * Puts something around the clients of the regions, such as metrics or tracing of each request that
 * is sent.
 */
@FunctionalInterface
public interface StreamDecorator {

  /**
   * Decorates a client. Called for each client that is made, from any thread.
   *
   * @param target the stream that it is for
   * @param stream the client, which is open
   * @return what is called instead, for calls and probes alike; its {@code close} closes the client
   */
  Stream decorate(StreamTarget target, Stream stream);
}
