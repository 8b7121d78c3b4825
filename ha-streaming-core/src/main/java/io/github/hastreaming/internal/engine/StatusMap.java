package io.github.hastreaming.internal.engine;

import io.github.hastreaming.failover.CallCounts;
import io.github.hastreaming.failover.HaStreamStatus;
import io.github.hastreaming.failover.RegionStatus;
import io.github.hastreaming.state.Pin;
import io.github.hastreaming.target.StreamTarget;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** A status as plain maps, in the order people read it. */
final class StatusMap {

  private StatusMap() {}

  static Map<String, Object> of(HaStreamStatus status) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("active", of(status.active()));
    map.put("primaryActive", status.isPrimaryActive());
    map.put("epoch", status.epoch());
    map.put("since", status.since().toString());
    putText(map, "reason", status.reason());
    map.put("regions", status.regions().stream().map(StatusMap::of).toList());
    status.secondary().ifPresent(secondary -> map.put("secondary", of(secondary)));
    map.put("secondaryFitness", status.secondaryFitness().name());
    putText(map, "secondaryFitnessReason", status.secondaryFitnessReason());
    putText(map, "resolverAnswer", status.resolverAnswer());
    map.put("stateStoreOk", status.isStateStoreOk());
    status.stateStoreFailure().ifPresent(failure -> map.put("stateStoreFailure", failure));
    map.put("provisional", status.isProvisional());
    map.put("byHand", status.isByHand());
    status.pin().ifPresent(pin -> map.put("pin", of(pin)));
    map.put("failbackPhase", status.failbackPhase().name());
    putText(map, "failback", status.failback());
    map.put("holdDownMillis", status.holdDown().toMillis());
    Map<String, Object> switches = new TreeMap<>();
    status
        .switchesByDirection()
        .forEach((direction, counts) -> switches.put(direction.name(), named(counts)));
    map.put("switches", Collections.unmodifiableMap(switches));
    map.put("unservedCalls", named(status.unservedCalls()));
    map.put("partialFailures", status.partialFailures());
    map.put("unknownOutcomesReplayed", status.unknownOutcomesReplayed());
    map.put("sweepsWithMessages", status.sweepsWithMessages());
    return Collections.unmodifiableMap(map);
  }

  private static Map<String, Object> of(StreamTarget target) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("region", target.region());
    map.put("streamOcid", target.streamOcid());
    map.put("endpoint", target.endpoint());
    return Collections.unmodifiableMap(map);
  }

  private static Map<String, Object> of(RegionStatus region) {
    Map<String, Object> map = new LinkedHashMap<>(of(region.target()));
    map.put("writeBreaker", region.writeBreaker());
    map.put("readBreaker", region.readBreaker());
    putText(map, "lastFailure", region.lastFailure());
    map.put("writes", of(region.writes()));
    map.put("reads", of(region.reads()));
    return Collections.unmodifiableMap(map);
  }

  private static Map<String, Object> of(CallCounts counts) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("served", counts.served());
    map.put("handedOver", counts.handedOver());
    map.put("failedAttempts", counts.failedAttempts());
    map.put("retries", counts.retries());
    return Collections.unmodifiableMap(map);
  }

  private static Map<String, Object> of(Pin pin) {
    return Map.of("streamOcid", pin.streamOcid(), "until", pin.until().toString());
  }

  private static <E extends Enum<E>> Map<String, Object> named(Map<E, Long> counts) {
    Map<String, Object> map = new TreeMap<>();
    counts.forEach((name, count) -> map.put(name.name(), count));
    return Collections.unmodifiableMap(map);
  }

  private static void putText(Map<String, Object> map, String name, String text) {
    if (!text.isEmpty()) {
      map.put(name, text);
    }
  }
}
