package io.github.hastreaming.call;

/**
 * Whether entries of a put may be sent again when it is not known if the service stored them. The
 * service has no idempotency for {@code putMessages}, so a replay of an unknown outcome can store a
 * message twice.
 */
public enum WriteReplay {
  /** Sent again, in the same or another region: nothing is lost, duplicates are possible. */
  AT_LEAST_ONCE,
  /**
   * Sent again only where the request provably was not processed: connection refused, unknown host,
   * connect timeout, any 4xx, an open breaker in the SDK's own client, or an entry's own error.
   */
  ONLY_IF_NOT_SENT,
  /**
   * No entry is sent twice. Where no byte of the request left, the next attempt or region is still
   * a first send.
   */
  NEVER
}
