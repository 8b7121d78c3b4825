package io.github.hastreaming.campaign;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.streaming.model.CreateCursorDetails;
import com.oracle.bmc.streaming.model.Message;
import com.oracle.bmc.streaming.model.PartitionReservation;
import com.oracle.bmc.streaming.model.UpdateGroupDetails;
import com.oracle.bmc.streaming.requests.GetGroupRequest;
import com.oracle.bmc.streaming.requests.GetMessagesRequest;
import com.oracle.bmc.streaming.requests.UpdateGroupRequest;
import com.oracle.bmc.streaming.responses.GetMessagesResponse;
import io.github.hastreaming.support.Consumer;
import io.github.hastreaming.testkit.FaultScope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
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

  private static final int INSTANCES = 2;
  private static final Duration GROUP_TIMEOUT = Duration.ofSeconds(30);

  /** A region has two HTTP clients, which notice a cut by the call that fails; and one to spare. */
  private static final int CALLS_ON_CUT_CONNECTIONS = 3;

  private final CampaignClient client;
  private final @Nullable String group;
  private final boolean commitOnGet;
  private final CampaignAccount account;
  private final Random random;
  private final List<CampaignMember> members = new ArrayList<>();
  private final Set<String> processed = new HashSet<>();
  private final ExplainedDeliveries order;
  private CreateCursorDetails.Type type = CreateCursorDetails.Type.TrimHorizon;
  private final CutConnections cutConnections;

  private CampaignConsumer(
      CampaignClient client,
      @Nullable String group,
      int members,
      boolean commitOnGet,
      CampaignAccount account,
      Random random) {
    this.client = client;
    this.cutConnections = client.cutConnections(CALLS_ON_CUT_CONNECTIONS * INSTANCES);
    this.group = group;
    this.commitOnGet = commitOnGet;
    this.account = account;
    this.random = random;
    this.order = new ExplainedDeliveries(account);
    for (int i = 0; i < members; i++) {
      this.members.add(new CampaignMember(Integer.toString(i)));
    }
  }

  static CampaignConsumer ofPartitions(
      CampaignClient client, int partitions, CampaignAccount account, Random random) {
    return new CampaignConsumer(client, null, partitions, false, account, random);
  }

  static CampaignConsumer ofGroup(
      CampaignClient client,
      String name,
      boolean commitOnGet,
      CampaignAccount account,
      Random random) {
    return new CampaignConsumer(client, name, INSTANCES, commitOnGet, account, random);
  }

  CampaignConsumer fromLatest() {
    type = CreateCursorDetails.Type.Latest;
    return this;
  }

  /** Creates the cursors and stores them. */
  void start() {
    for (CampaignMember member : members) {
      member.join(newCursor(member));
      member.storeCursor();
    }
  }

  Set<String> processed() {
    return processed;
  }

  boolean hasProcessedAll() {
    return processed.containsAll(account.acknowledged());
  }

  /** From now on a group may deliver again what it delivered; a partition cursor may not. */
  void disturbedBy(String reason) {
    if (group != null) {
      order.mayRepeatBecause(reason);
    }
  }

  /** Does something at random and tells what. */
  String step() {
    CampaignMember member = members.get(random.nextInt(members.size()));
    int dice = random.nextInt(20);
    if (dice >= 18) {
      return crash(member);
    }
    String cursor = cursorOf(member);
    if (cursor == null) {
      return this + " " + member.name() + " cannot begin";
    }
    if (dice < 13) {
      return read(member, cursor, 1 + random.nextInt(6));
    }
    if (dice < 15 && group != null) {
      return commit(member, cursor);
    }
    if (dice < 16 && group != null) {
      return heartbeat(member, cursor);
    }
    process(member); // A cursor that is stored says that all before it is done.
    member.storeCursor();
    return this + " " + member.name() + " stores its cursor";
  }

  /** Reads on with all members. */
  String drain() {
    StringBuilder told = new StringBuilder();
    for (CampaignMember member : members) {
      String cursor = cursorOf(member);
      if (cursor != null) {
        told.append(read(member, cursor, 100)).append("; ");
        String next = member.cursor();
        if (commitsByHand() && next != null) {
          told.append(commit(member, next)).append("; ");
        }
        process(member);
      }
    }
    return told.toString();
  }

  private String read(CampaignMember member, String cursor, int limit) {
    if (!commitsByHand()) {
      process(member);
    }
    GetMessagesRequest request =
        GetMessagesRequest.builder().streamId(client.stream()).cursor(cursor).limit(limit).build();
    GetMessagesResponse response =
        client.attempt(FaultScope.READS, () -> client.get().getMessages(request));
    String told = this + " " + member.name() + " reads ";
    if (response == null) {
      return told + "nothing: no region could serve";
    }
    String next = response.getOpcNextCursor();
    member.goOnAt(next);
    String origin = client.get().originOf(next).region();
    List<String> values = new ArrayList<>();
    response
        .getItems()
        .forEach(message -> values.add(new String(message.getValue(), StandardCharsets.UTF_8)));
    member.receive(values);
    told += values + " from " + origin;
    if (!values.isEmpty()) {
      noteJoin(member, origin);
    }
    for (Message message : response.getItems()) {
      requireProgress(member, origin, message, told);
      order.delivered(origin, message, told);
    }
    return told;
  }

  /** A partition's cursor never goes back but to where it was stored. */
  private void requireProgress(CampaignMember member, String region, Message message, String told) {
    Long before = member.moveTo(region, message.getOffset());
    if (group == null && before != null && before >= message.getOffset()) {
      throw new AssertionError(told + ": it had been at offset " + before);
    }
  }

  int deliveries() {
    return order.deliveries();
  }

  /** Where a group's position in a region is not behind everything that it delivered there. */
  String notCommitted(CampaignRegion region) {
    Map<String, Long> delivered = order.lastOffsets(region.name());
    if (group == null || delivered.isEmpty()) {
      return "";
    }
    StringBuilder all = new StringBuilder();
    for (PartitionReservation partition : region.group(group).getReservations()) {
      Long last = delivered.get(partition.getPartition());
      Long committed = partition.getCommittedOffset();
      if (last != null && (committed == null || committed < last)) {
        all.append(
            "%s is committed up to %s in partition %s of %s, was given %s; "
                .formatted(this, committed, partition.getPartition(), region.name(), last));
      }
    }
    return all.toString();
  }

  /** The service moves partitions to a member that joins, or comes back after its timeout. */
  private void noteJoin(CampaignMember member, String region) {
    long now = client.nanoTime();
    Long before = member.getFrom(region, now);
    if (before == null || now - before >= GROUP_TIMEOUT.toNanos()) {
      disturbedBy("partitions moved to a member that joined");
    }
  }

  private String commit(CampaignMember member, String cursor) {
    process(member);
    String told = this + " " + member.name() + " commits";
    Consumer consumer = Consumer.at(client.get(), client.stream(), cursor);
    try {
      client.attempt(FaultScope.READS, () -> done(consumer::commit));
      member.goOnAt(consumer.cursor());
      return told;
    } catch (AssertionError e) {
      if (e.getCause() instanceof BmcException answer
          && answer.getStatusCode() == 400
          && String.valueOf(answer.getMessage()).contains("unreserved")) {
        return told + ", too late"; // Another member has the partition: as the service says.
      }
      throw e;
    }
  }

  private String heartbeat(CampaignMember member, String cursor) {
    Consumer consumer = Consumer.at(client.get(), client.stream(), cursor);
    client.attempt(FaultScope.READS, () -> done(consumer::heartbeat));
    member.goOnAt(consumer.cursor());
    return this + " " + member.name() + " heartbeat";
  }

  private static boolean done(Runnable call) {
    call.run();
    return true;
  }

  /** The application is killed: every member begins where it stored its cursor. */
  String kill() {
    client.kill();
    members.forEach(this::crash);
    return this + " is killed";
  }

  /** As a monitor does that was set up before the group, or names it wrongly. */
  String askForMissingGroup() {
    GetGroupRequest request =
        GetGroupRequest.builder().streamId(client.stream()).groupName("nobody's").build();
    client.attemptMissing(() -> client.get().getGroup(request));
    return this + " asks for a group that does not exist";
  }

  /** Somebody has the group deliver everything again. */
  String reset(List<CampaignRegion> regions) {
    if (group == null || regions.stream().noneMatch(region -> region.serves(group))) {
      return this + " cannot be reset";
    }
    account.happened("reset");
    disturbedBy("the group was reset");
    UpdateGroupRequest request =
        UpdateGroupRequest.builder()
            .streamId(client.stream())
            .groupName(group)
            .updateGroupDetails(
                UpdateGroupDetails.builder().type(UpdateGroupDetails.Type.TrimHorizon).build())
            .build();
    boolean done =
        client.attempt(FaultScope.READS, () -> client.get().updateGroup(request)) != null;
    return this + " is reset: " + done;
  }

  /** What was not processed must come again. */
  private String crash(CampaignMember member) {
    member.crash(group == null || random.nextBoolean());
    order.mayRepeatBecause("a member crashed before it stored its position");
    return this + " " + member.name() + " crashes, has a cursor: " + (member.cursor() != null);
  }

  /** Then what it read counts as processed when it commits: until then it must come again. */
  private boolean commitsByHand() {
    return group != null && !commitOnGet;
  }

  private void process(CampaignMember member) {
    member.process(processed);
  }

  /** The cursor to call with; a member that was away for its timeout joins again by calling. */
  private @Nullable String cursorOf(CampaignMember member) {
    if (member.call(client.nanoTime()) >= GROUP_TIMEOUT.toNanos()) {
      disturbedBy("a member came back after its timeout");
    }
    if (cutConnections.mayMeetOne()) {
      disturbedBy("a connection that had been cut");
    }
    if (member.cursor() == null) {
      member.join(client.attempt(FaultScope.READS, () -> newCursor(member)));
    }
    return member.cursor();
  }

  private String newCursor(CampaignMember member) {
    return group == null
        ? Consumer.from(client.get(), client.stream(), member.name(), type).cursor()
        : Consumer.inGroup(client.get(), client.stream(), group, member.name(), commitOnGet)
            .cursor();
  }

  @Override
  public String toString() {
    return group == null ? "partitions from " + type : "group " + group;
  }
}
