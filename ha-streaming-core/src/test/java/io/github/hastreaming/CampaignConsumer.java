package io.github.hastreaming;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.streaming.model.CreateCursorDetails;
import com.oracle.bmc.streaming.model.Message;
import com.oracle.bmc.streaming.requests.GetMessagesRequest;
import com.oracle.bmc.streaming.responses.GetMessagesResponse;
import io.github.hastreaming.support.Consumer;
import io.github.hastreaming.support.DeliveryOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One application of several members, one a partition or one an instance of the group. A batch is
 * processed when the application goes on: reads, commits or stores its cursor. A member that
 * crashes before that must get the batch again.
 */
final class CampaignConsumer {

  /** One member with its cursor. */
  private static final class Member {
    private final String name;
    private @Nullable String cursor;
    private @Nullable String stored;
    private final Set<String> pending = new HashSet<>();

    /** By region and partition, since the last restart. */
    private final Map<String, Long> lastOffsets = new HashMap<>();

    private Member(String name) {
      this.name = name;
    }
  }

  private final @Nullable String group;
  private final boolean commitOnGet;
  private final Random random;
  private final List<Member> members = new ArrayList<>();
  private final Set<String> processed = new HashSet<>();
  private final DeliveryOrder order = new DeliveryOrder();
  private CreateCursorDetails.Type type = CreateCursorDetails.Type.TrimHorizon;

  private CampaignConsumer(
      @Nullable String group, int members, boolean commitOnGet, Random random) {
    this.group = group;
    this.commitOnGet = commitOnGet;
    this.random = random;
    for (int i = 0; i < members; i++) {
      this.members.add(new Member(Integer.toString(i)));
    }
  }

  static CampaignConsumer ofPartitions(int partitions, Random random) {
    return new CampaignConsumer(null, partitions, false, random);
  }

  static CampaignConsumer ofGroup(String name, int members, boolean commitOnGet, Random random) {
    return new CampaignConsumer(name, members, commitOnGet, random);
  }

  CampaignConsumer fromLatest() {
    type = CreateCursorDetails.Type.Latest;
    return this;
  }

  void start(HaStreamClient client, String stream) {
    members.forEach(member -> member.stored = cursor(member, client, stream));
  }

  Set<String> processed() {
    return processed;
  }

  boolean hasProcessed(Collection<String> values) {
    return processed.containsAll(values);
  }

  /** Does something at random and tells what. */
  String step(HaStreamClient client, String stream) {
    Member member = members.get(random.nextInt(members.size()));
    int dice = random.nextInt(20);
    if (dice < 13) {
      return read(member, client, stream, 1 + random.nextInt(6));
    }
    if (dice < 15 && group != null) {
      return commit(member, client, stream);
    }
    if (dice < 16 && group != null) {
      return heartbeat(member, client, stream);
    }
    if (dice < 18) {
      process(member);
      member.stored = cursor(member, client, stream);
      return this + " " + member.name + " stores its cursor";
    }
    return crash(member);
  }

  /** Reads on with all members. */
  String drain(HaStreamClient client, String stream) {
    StringBuilder told = new StringBuilder();
    for (Member member : members) {
      told.append(read(member, client, stream, 100)).append("; ");
      if (group != null && !commitOnGet) {
        told.append(commit(member, client, stream)).append("; ");
      }
      process(member);
    }
    return told.toString();
  }

  private String read(Member member, HaStreamClient client, String stream, int limit) {
    String before = cursor(member, client, stream);
    process(member);
    GetMessagesResponse response =
        client.getMessages(
            GetMessagesRequest.builder().streamId(stream).cursor(before).limit(limit).build());
    String next = response.getOpcNextCursor();
    member.cursor = next;
    String origin = client.originOf(next).region();
    List<String> values = new ArrayList<>();
    for (Message message : response.getItems()) {
      values.add(new String(message.getValue(), StandardCharsets.UTF_8));
      requireOrder(member, origin, message);
    }
    member.pending.addAll(values);
    return this + " " + member.name + " reads " + values + " from " + origin;
  }

  /**
   * Offsets go back for redelivery only. A partition's cursor knows where it was, so there they do
   * not go back at all within one process.
   */
  private void requireOrder(Member member, String origin, Message message) {
    String place = origin + "/" + message.getPartition();
    order.delivered(origin, message.getPartition(), message.getOffset());
    Long last = member.lastOffsets.put(place, message.getOffset());
    if (group == null && last != null && last >= message.getOffset()) {
      throw new AssertionError(place + " goes back from " + last + " to " + message.getOffset());
    }
  }

  private String commit(Member member, HaStreamClient client, String stream) {
    Consumer consumer = Consumer.at(client, stream, cursor(member, client, stream));
    process(member);
    String told = this + " " + member.name + " commits";
    try {
      consumer.commit();
      member.cursor = consumer.cursor();
      return told;
    } catch (BmcException e) {
      if (e.getStatusCode() == 400 && String.valueOf(e.getMessage()).contains("unreserved")) {
        return told + ", too late"; // Another member has the partition: as the service says.
      }
      throw e;
    }
  }

  private String heartbeat(Member member, HaStreamClient client, String stream) {
    Consumer consumer = Consumer.at(client, stream, cursor(member, client, stream));
    consumer.heartbeat();
    member.cursor = consumer.cursor();
    return this + " " + member.name + " heartbeat";
  }

  /** What was not processed must come again. */
  private String crash(Member member) {
    member.pending.clear();
    member.lastOffsets.clear();
    member.cursor = group == null || random.nextBoolean() ? member.stored : null;
    return this + " " + member.name + " crashes, has a cursor: " + (member.cursor != null);
  }

  private void process(Member member) {
    processed.addAll(member.pending);
    member.pending.clear();
  }

  private String cursor(Member member, HaStreamClient client, String stream) {
    String cursor = member.cursor;
    if (cursor == null) {
      cursor =
          group == null
              ? Consumer.from(client, stream, member.name, type).cursor()
              : Consumer.inGroup(client, stream, group, member.name, commitOnGet).cursor();
      member.cursor = cursor;
    }
    return cursor;
  }

  @Override
  public String toString() {
    return group == null ? "partitions from " + type : "group " + group;
  }
}
