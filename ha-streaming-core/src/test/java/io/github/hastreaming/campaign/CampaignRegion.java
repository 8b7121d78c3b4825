package io.github.hastreaming.campaign;

import io.github.hastreaming.support.Pair;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.FaultScope;
import io.github.hastreaming.testkit.OciStreamingEmulator;
import io.github.hastreaming.testkit.StreamDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** An emulated region that knows which calls it may fail. */
final class CampaignRegion implements AutoCloseable {

  /** What is wrong, with the calls it may hit. */
  private record InForce(FaultScope scope, boolean cut, boolean refusal, boolean throttling) {}

  private static final List<FaultScope> SCOPES =
      List.of(FaultScope.ALL, FaultScope.READS, FaultScope.WRITES, FaultScope.ADMIN);
  private static final int[] OUTAGES = {500, 502, 503, 504, 408};
  private static final int[] REFUSALS = {401, 403, 404, 409};

  private final OciStreamingEmulator emulator;
  private final List<InForce> faults = new ArrayList<>();
  private boolean throttled;
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

  /** The region's only stream, if it has one yet. */
  List<String> streams() {
    return emulator.streams().stream().map(StreamDescription::ocid).toList();
  }

  StreamTarget target() {
    return Pair.target(emulator, streams().get(0));
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
    return faults.stream()
        .anyMatch(fault -> fault.scope() == FaultScope.ALL || fault.scope() == kind);
  }

  /** Whether a call may be refused here, as by a wrong configuration. */
  boolean mayRefuse() {
    return faults.stream().anyMatch(InForce::refusal);
  }

  /** Whether calls may fail here in a way for which no stream is created elsewhere. */
  boolean mayFailWithoutOutage() {
    return faults.stream().anyMatch(fault -> fault.refusal() || fault.throttling());
  }

  void heal() {
    emulator.heal();
    cuts += faults.stream().anyMatch(InForce::cut) ? 1 : 0;
    faults.clear();
    throttled = false;
  }

  /** Something goes wrong, besides what is wrong already; tells what. */
  String worsen(Random random) {
    FaultScope scope = SCOPES.get(random.nextInt(SCOPES.size()));
    int times = 1 + random.nextInt(3);
    boolean lasting = random.nextBoolean();
    int kind = random.nextInt(12);
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
          default -> Fault.hang();
        };
    if (kind < 2) {
      scope = FaultScope.ALL;
    } else {
      fault = fault.on(scope);
      // A hang takes real time.
      fault = lasting && kind != 11 ? fault : fault.times(times);
    }
    emulator.inject(fault);
    faults.add(new InForce(scope, kind < 2, kind == 4, kind == 5));
    return "fault in " + name() + ": " + fault;
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
