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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A consumer as an application has it: it keeps a cursor string and nothing else. */
public final class Consumer {

  private static final int MAX_READS = 5_000;
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private final Stream client;
  private final String streamOcid;
  private final List<String> values = new ArrayList<>();
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
    String cursor =
        client
            .createGroupCursor(
                CreateGroupCursorRequest.builder()
                    .streamId(streamOcid)
                    .createGroupCursorDetails(
                        CreateGroupCursorDetails.builder()
                            .groupName(group)
                            .instanceName(instance)
                            .commitOnGet(commitOnGet)
                            .type(CreateGroupCursorDetails.Type.TrimHorizon)
                            .build())
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
    return batch;
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
