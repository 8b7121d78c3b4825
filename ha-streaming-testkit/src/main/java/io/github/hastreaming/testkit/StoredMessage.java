package io.github.hastreaming.testkit;

import io.github.hastreaming.testkit.internal.service.Message;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A message that a region holds. Immutable. */
public final class StoredMessage {
  private final String streamOcid;
  private final Message message;

  StoredMessage(String streamOcid, Message message) {
    this.streamOcid = streamOcid;
    this.message = message;
  }

  public String streamOcid() {
    return streamOcid;
  }

  public String partition() {
    return message.partition();
  }

  /** Grows within a partition, not necessarily by one. */
  public long offset() {
    return message.offset();
  }

  /** A copy; null if the message was put without a key. */
  public byte @Nullable [] key() {
    byte[] key = message.key();
    return key == null ? null : key.clone();
  }

  /** A copy. */
  public byte[] value() {
    return message.value().clone();
  }

  /** The value, read as UTF-8. */
  public String valueAsString() {
    return new String(message.value(), StandardCharsets.UTF_8);
  }

  /** When the region stored it, by the region's clock. */
  public Instant timestamp() {
    return message.timestamp();
  }

  @Override
  public String toString() {
    return "message " + offset() + " of partition " + partition() + " of " + streamOcid;
  }
}
