package io.github.hastreaming.support;

import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.model.CreateCursorDetails;
import com.oracle.bmc.streaming.model.CreateGroupCursorDetails;
import com.oracle.bmc.streaming.model.Message;
import com.oracle.bmc.streaming.requests.ConsumerCommitRequest;
import com.oracle.bmc.streaming.requests.ConsumerHeartbeatRequest;
import com.oracle.bmc.streaming.requests.CreateCursorRequest;
import com.oracle.bmc.streaming.requests.CreateGroupCursorRequest;
import com.oracle.bmc.streaming.requests.GetMessagesRequest;
import com.oracle.bmc.streaming.responses.GetMessagesResponse;
import io.github.hastreaming.HaStreamClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A consumer as an application has it: it keeps a cursor string and nothing else. What it was given
 * is recorded for the test, and must come in order within each stream and partition.
 */
public final class Consumer {

  private static final int MAX_READS = 5_000;
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private final String streamOcid;
  private final List<String> values = new ArrayList<>();
  private final DeliveryOrder order = new DeliveryOrder();
  private Stream client;
  private String cursor;
  private int limit = 100;

  private Consumer(Stream client, String streamOcid, String cursor) {
    this.client = client;
    this.streamOcid = streamOcid;
    this.cursor = cursor;
  }

  public static Consumer at(Stream client, String streamOcid, String cursor) {
    return new Consumer(client, streamOcid, cursor);
  }

  public static Consumer fromTheOldest(Stream client, String streamOcid, String partition) {
    return from(client, streamOcid, partition, CreateCursorDetails.Type.TrimHorizon);
  }

  public static Consumer from(
      Stream client, String streamOcid, String partition, CreateCursorDetails.Type type) {
    String cursor =
        client
            .createCursor(
                CreateCursorRequest.builder()
                    .streamId(streamOcid)
                    .createCursorDetails(
                        CreateCursorDetails.builder().partition(partition).type(type).build())
                    .build())
            .getCursor()
            .getValue();
    return new Consumer(client, streamOcid, cursor);
  }

  public static Consumer inGroup(
      Stream client, String streamOcid, String group, boolean commitOnGet) {
    return inGroup(client, streamOcid, group, null, commitOnGet);
  }

  public static Consumer inGroup(
      Stream client,
      String streamOcid,
      String group,
      @org.jspecify.annotations.Nullable String instance,
      boolean commitOnGet) {
    return inGroup(
        client,
        streamOcid,
        CreateGroupCursorDetails.builder()
            .groupName(group)
            .instanceName(instance)
            .commitOnGet(commitOnGet)
            .type(CreateGroupCursorDetails.Type.TrimHorizon)
            .build());
  }

  public static Consumer inGroup(
      Stream client, String streamOcid, CreateGroupCursorDetails details) {
    String cursor =
        client
            .createGroupCursor(
                CreateGroupCursorRequest.builder()
                    .streamId(streamOcid)
                    .createGroupCursorDetails(details)
                    .build())
            .getCursor()
            .getValue();
    return new Consumer(client, streamOcid, cursor);
  }

  public Consumer limit(int messages) {
    this.limit = messages;
    return this;
  }

  /** One read; returns what it brought. */
  public List<String> read() {
    GetMessagesResponse response =
        client.getMessages(
            GetMessagesRequest.builder().streamId(streamOcid).cursor(cursor).limit(limit).build());
    cursor = response.getOpcNextCursor();
    List<String> batch =
        response.getItems().stream().map(Message::getValue).map(Consumer::text).toList();
    values.addAll(batch);
    requireOrder(response.getItems());
    return batch;
  }

  private void requireOrder(List<Message> batch) {
    String origin =
        client instanceof HaStreamClient pair ? pair.originOf(cursor).streamOcid() : streamOcid;
    for (Message message : batch) {
      order.delivered(origin, message.getPartition(), message.getOffset());
    }
  }

  /** Goes on in another process: with the cursor string, and nothing else. */
  public void goOnWith(Stream another) {
    client = another;
  }

  private static String text(byte[] value) {
    return new String(value, StandardCharsets.UTF_8);
  }

  public void commit() {
    cursor =
        client
            .consumerCommit(
                ConsumerCommitRequest.builder().streamId(streamOcid).cursor(cursor).build())
            .getCursor()
            .getValue();
  }

  public void heartbeat() {
    cursor =
        client
            .consumerHeartbeat(
                ConsumerHeartbeatRequest.builder().streamId(streamOcid).cursor(cursor).build())
            .getCursor()
            .getValue();
  }

  public void readUntilEmpty() {
    int reads = 0;
    while (!read().isEmpty()) {
      if (++reads > MAX_READS) {
        throw new AssertionError("never empty; " + values.size() + " delivered");
      }
    }
  }

  public void readUntilDelivered(int count) {
    readUntil(() -> values.size() >= count);
  }

  /** Reads on; a breaker that opened closes after ten seconds at the earliest. */
  public void readUntil(BooleanSupplier done) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not done after " + PATIENCE + "; delivered: " + values);
      }
      read();
    }
  }

  public List<String> values() {
    return List.copyOf(values);
  }

  public String cursor() {
    return cursor;
  }
}
