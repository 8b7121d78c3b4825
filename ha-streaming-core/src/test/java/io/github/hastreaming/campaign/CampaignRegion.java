package io.github.hastreaming.campaign;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.streaming.StreamClient;
import com.oracle.bmc.streaming.model.Group;
import com.oracle.bmc.streaming.requests.GetGroupRequest;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.FaultHandle;
import io.github.hastreaming.testkit.FaultScope;
import io.github.hastreaming.testkit.OciStreamingEmulator;
import io.github.hastreaming.testkit.StreamDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An emulated region that knows which calls it may fail. */
final class CampaignRegion implements AutoCloseable {

  private static final int LASTING = Integer.MAX_VALUE;

  /** What is wrong, with the calls it may hit and how many. */
  private record InForce(Kind kind, FaultScope scope, int times, FaultHandle handle) {

    boolean hits(FaultScope call) {
      return (scope == FaultScope.ALL || scope == call) && goesOn();
    }

    boolean goesOn() {
      return handle.hits() < times;
    }
  }

  /** What a fault does to a call. */
  private enum Kind {
    CUT,
    NO_ANSWER,
    HANG,
    REFUSAL,
    THROTTLING,
    NOT_THE_SERVICE,
    NONE
  }

  private static final Set<Kind> WITHOUT_ANSWER =
      Set.of(Kind.CUT, Kind.NO_ANSWER, Kind.NOT_THE_SERVICE, Kind.HANG);
  private static final List<FaultScope> SCOPES =
      List.of(FaultScope.ALL, FaultScope.READS, FaultScope.WRITES, FaultScope.ADMIN);
  private static final int[] OUTAGES = {500, 502, 503, 504, 408};
  private static final int[] REFUSALS = {401, 403, 404, 409};
  private static final int[] REDIRECTS = {301, 302, 303, 307, 308};
  private static final int[] PAGES = {200, 403, 404, 502};
  private static final String ELSEWHERE = "http://127.0.0.1:9";

  private final OciStreamingEmulator emulator;
  private final List<InForce> faults = new ArrayList<>();
  private boolean throttled;
  private boolean slow;
  private int cuts;

  CampaignRegion(OciStreamingEmulator emulator) {
    this.emulator = emulator;
  }

  OciStreamingEmulator emulator() {
    return emulator;
  }

  String name() {
    return emulator.region();
  }

  /** The region's stream, if it has one yet, and then what is there besides. */
  List<String> streams() {
    return emulator.streams().stream()
        .filter(stream -> stream.lifecycleState().equals("ACTIVE"))
        .map(StreamDescription::ocid)
        .toList();
  }

  StreamTarget target() {
    return Pair.target(emulator, streams().get(0));
  }

  /** What is wrong here now. */
  String faults() {
    String all =
        faults.stream()
            .filter(InForce::goesOn)
            .map(fault -> fault.kind() + " of " + fault.scope())
            .collect(Collectors.joining(", "));
    return name()
        + ": "
        + (all.isEmpty() ? "none" : all)
        + (throttled ? ", throttled" : "")
        + (slow ? ", slow" : "");
  }

  boolean isFaulty() {
    return throttled || !faults.isEmpty();
  }

  /** How often its connections were cut, of outages that are over. */
  int cuts() {
    return cuts;
  }

  /** Whether a call may fail here. */
  boolean mayFail(FaultScope kind) {
    return faults.stream().anyMatch(fault -> fault.kind() != Kind.NONE && fault.hits(kind));
  }

  /** Whether a call may be refused here, as by a wrong configuration. */
  boolean mayRefuse(FaultScope kind) {
    return faults.stream().anyMatch(fault -> fault.kind() == Kind.REFUSAL && fault.hits(kind));
  }

  /** Whether what became of a call may be unknown. */
  boolean mayLoseAnswer(FaultScope kind) {
    return faults.stream()
        .anyMatch(fault -> WITHOUT_ANSWER.contains(fault.kind()) && fault.hits(kind));
  }

  /** Whether a call may hang here. */
  boolean mayHang() {
    return hangs().anyMatch(InForce::goesOn);
  }

  /** Whether its reads hang now, which probes are. */
  boolean hangsReads() {
    return hangs().anyMatch(fault -> fault.hits(FaultScope.READS));
  }

  /** Whether its answers take long; it serves every call. */
  boolean isSlow() {
    return slow;
  }

  String slow(boolean now) {
    slow = now;
    return name() + (now ? " is slow" : " is quick");
  }

  /** How many calls have hung here, of the faults in force. */
  int hung() {
    return hangs().mapToInt(fault -> fault.handle().hits()).sum();
  }

  private Stream<InForce> hangs() {
    return faults.stream().filter(fault -> fault.kind() == Kind.HANG);
  }

  /** Whether some partition asks for patience. */
  boolean isThrottled() {
    return throttled;
  }

  /** Whether calls may fail here in a way for which no stream is created elsewhere. */
  boolean mayFailWithoutOutage() {
    return faults.stream()
        .anyMatch(fault -> fault.kind() == Kind.REFUSAL || fault.kind() == Kind.THROTTLING);
  }

  void heal() {
    emulator.heal();
    cuts += faults.stream().anyMatch(fault -> fault.kind() == Kind.CUT) ? 1 : 0;
    faults.clear();
    throttled = false;
    slow = false;
  }

  /** Something goes wrong, besides what is wrong already; tells what. */
  String worsen(Random random) {
    FaultScope scope = SCOPES.get(random.nextInt(SCOPES.size()));
    int times = 1 + random.nextInt(3);
    boolean lasting = random.nextBoolean();
    int kind = random.nextInt(16);
    Fault fault =
        switch (kind) {
          case 0, 1 -> Fault.refused();
          case 2, 3 -> Fault.status(OUTAGES[random.nextInt(OUTAGES.length)]);
          case 4 -> Fault.status(REFUSALS[random.nextInt(REFUSALS.length)]);
          case 5 -> Fault.throttled();
          case 6 -> Fault.resetBeforeProcessing();
          case 7 -> Fault.resetAfterProcessing();
          case 8 -> Fault.truncatedAnswer();
          case 9 -> Fault.delay(Campaign.SHORT_DELAY);
          case 10 -> Fault.status(503).share(0.5);
          case 12 -> Fault.redirectTo(REDIRECTS[random.nextInt(REDIRECTS.length)], ELSEWHERE);
          case 13 -> Fault.html(PAGES[random.nextInt(PAGES.length)]);
          default -> Fault.hang();
        };
    if (kind < 2) {
      scope = FaultScope.ALL;
    } else {
      fault = fault.on(scope);
      // A hang takes real time.
      lasting &= kindOf(kind) != Kind.HANG;
      fault = lasting ? fault : fault.times(times);
    }
    boolean counted = kind >= 2 && !lasting;
    faults.add(new InForce(kindOf(kind), scope, counted ? times : LASTING, emulator.inject(fault)));
    return "fault in " + name() + ": " + fault;
  }

  private static Kind kindOf(int kind) {
    return switch (kind) {
      case 0, 1 -> Kind.CUT;
      case 4 -> Kind.REFUSAL;
      case 5 -> Kind.THROTTLING;
      case 9 -> Kind.NONE; // A delay that is far below the timeouts.
      case 11, 14, 15 -> Kind.HANG;
      case 12, 13 -> Kind.NOT_THE_SERVICE;
      default -> Kind.NO_ANSWER;
    };
  }

  /** What the service says of a group, past the library. */
  Group group(String name) {
    try (StreamClient client =
        StreamClient.builder().endpoint(emulator.endpoint()).build(Pair.credentials())) {
      return client
          .getGroup(GetGroupRequest.builder().streamId(streams().get(0)).groupName(name).build())
          .getGroup();
    }
  }

  /** Whether it is well and has the group. */
  boolean serves(String group) {
    if (isFaulty() || streams().isEmpty()) {
      return false;
    }
    try {
      return group(group) != null;
    } catch (BmcException e) {
      return false;
    }
  }

  /** Some of the next puts find a partition throttled; their retries get through. */
  String throttle(Random random) {
    for (String stream : streams()) {
      emulator.throttlePartition(stream, "0", 1 + random.nextInt(2));
    }
    throttled = true;
    return "partition 0 throttled in " + name();
  }

  @Override
  public void close() {
    emulator.close();
  }
}
