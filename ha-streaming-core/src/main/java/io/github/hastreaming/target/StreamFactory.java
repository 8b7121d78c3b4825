package io.github.hastreaming.target;

import com.oracle.bmc.streaming.Stream;

/**
 * Makes the clients that talk to one region. Supply one to use another HTTP provider, a proxy or a
 * client of your own.
 *
 * <p>Called from any thread: for the client that serves calls, and for a second one, with shorter
 * timeouts, that probes; again when the endpoint changes, and when a connection of the first broke
 * during a call, at most once a second. Each call must return a new client; ha-streaming closes it.
 * Every request to such a client carries {@code RetryConfiguration.NO_RETRY_CONFIGURATION}, so that
 * the SDK's own retries do not multiply ours.
 */
@FunctionalInterface
public interface StreamFactory {

  /**
   * Makes a client.
   *
   * @param target the stream it is for; its {@link StreamTarget#endpoint() endpoint} must be used
   * @param timeouts the connect and read timeouts it should have
   * @return a new client
   */
  Stream create(StreamTarget target, StreamTimeouts timeouts);
}
