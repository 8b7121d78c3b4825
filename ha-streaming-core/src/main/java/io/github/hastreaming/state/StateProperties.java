package io.github.hastreaming.state;

import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.internal.text.OneLine;
import io.github.hastreaming.target.StreamDescription;
import io.github.hastreaming.target.StreamTarget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A state as keys and values, and back. */
final class StateProperties {

  /** The seed's two keys: the secondary that is known. Written for others, never read here. */
  static final String SECONDARY_OCID = "SECONDARY_STREAM_OCID";

  static final String SECONDARY_ENDPOINT = "SECONDARY_STREAM_ENDPOINT";

  /** What all other keys of the format begin with; a file without any holds no state yet. */
  static final String PREFIX = "HA_STREAMING_";

  private static final int FORMAT_VERSION = 1;
  private static final String FORMAT = PREFIX + "FORMAT";
  private static final String PRIMARY_OCID = PREFIX + "PRIMARY_OCID";
  private static final String ACTIVE_OCID = PREFIX + "ACTIVE_OCID";
  private static final String ACTIVE_ENDPOINT = PREFIX + "ACTIVE_ENDPOINT";
  private static final String EPOCH = PREFIX + "EPOCH";
  private static final String LINEAGE = PREFIX + "LINEAGE";
  private static final String SINCE = PREFIX + "SINCE";
  private static final String REASON = PREFIX + "REASON";
  private static final String CHANGED_BY = PREFIX + "CHANGED_BY";
  private static final String FAILED_KINDS = PREFIX + "FAILED_KINDS";
  private static final String HOLD_DOWN = PREFIX + "HOLD_DOWN";
  private static final String HOLD_DOWN_SINCE = PREFIX + "HOLD_DOWN_SINCE";
  private static final String BY_HAND = PREFIX + "BY_HAND";
  private static final String PIN_OCID = PREFIX + "PIN_OCID";
  private static final String PIN_UNTIL = PREFIX + "PIN_UNTIL";
  private static final String PIN_DURATION = PREFIX + "PIN_DURATION";
  private static final String PRIMARY_NAME = PREFIX + "PRIMARY_NAME";
  private static final String PRIMARY_PARTITIONS = PREFIX + "PRIMARY_PARTITIONS";
  private static final String PRIMARY_RETENTION_HOURS = PREFIX + "PRIMARY_RETENTION_HOURS";
  private static final String TARGET = PREFIX + "TARGET_";

  private final Map<String, String> values;
  private final Map<String, String> unread;

  private StateProperties(Map<String, String> values) {
    this.values = values;
    this.unread = new TreeMap<>(values);
  }

  /** Whether there is anything of ours; the seed's own file has its two keys alone. */
  static boolean holdState(Map<String, String> values) {
    return values.keySet().stream().anyMatch(key -> key.startsWith(PREFIX));
  }

  /**
   * Reads a state.
   *
   * @throws IllegalArgumentException if a key is missing, malformed or of a later format; the
   *     message names it
   */
  static FailoverState read(Map<String, String> values) {
    return new StateProperties(values).read();
  }

  private FailoverState read() {
    int format = parsed(FORMAT, StateValues.COUNT, StateValues::count);
    if (format > FORMAT_VERSION) {
      throw new IllegalArgumentException(
          FORMAT
              + "="
              + format
              + " is of a later version of ha-streaming; this one reads up to "
              + FORMAT_VERSION);
    }
    take(SECONDARY_OCID);
    take(SECONDARY_ENDPOINT);
    take(ACTIVE_ENDPOINT);
    FailoverState.Builder state =
        FailoverState.builder(
            required(PRIMARY_OCID),
            parsed(EPOCH, StateValues.EPOCH, StateValues::epoch),
            required(LINEAGE));
    List<StreamTarget> targets = readTargets(state);
    String active = required(ACTIVE_OCID);
    if (targets.stream().noneMatch(target -> target.streamOcid().equals(active))) {
      throw new IllegalArgumentException(
          ACTIVE_OCID + " must be one of " + TARGET + "*_OCID, was \"" + OneLine.of(active) + "\"");
    }
    state
        .activeOcid(active)
        .since(parsed(SINCE, StateValues.INSTANT, StateValues::instant))
        .reason(optional(REASON).orElse(""))
        .changedBy(optional(CHANGED_BY).orElse(""))
        .failedKinds(failedKinds())
        .byHand(optional(BY_HAND).map(Boolean::parseBoolean).orElse(false))
        .pin(pin())
        .primaryDescription(primaryDescription());
    readHoldDown(state);
    return state.otherFields(unread).build();
  }

  private void readHoldDown(FailoverState.Builder state) {
    if (values.containsKey(HOLD_DOWN)) {
      state.holdDown(parsed(HOLD_DOWN, StateValues.DURATION, StateValues::duration));
    }
    if (values.containsKey(HOLD_DOWN_SINCE)) {
      state.holdDownSince(parsed(HOLD_DOWN_SINCE, StateValues.INSTANT, StateValues::instant));
    }
  }

  private Optional<Pin> pin() {
    if (!values.containsKey(PIN_OCID)) {
      return Optional.empty();
    }
    return Optional.of(
        new Pin(
            required(PIN_OCID),
            parsed(PIN_UNTIL, StateValues.INSTANT, StateValues::instant),
            parsed(PIN_DURATION, StateValues.DURATION, StateValues::duration)));
  }

  private List<StreamTarget> readTargets(FailoverState.Builder state) {
    List<StreamTarget> targets = new ArrayList<>();
    Map<String, Instant> replacedAt = new HashMap<>();
    for (int number = 1; values.containsKey(TARGET + number + "_OCID"); number++) {
      String key = TARGET + number;
      StreamTarget.Builder target = target(key);
      if (values.containsKey(key + "_PARTITIONS")) {
        target.partitions(parsed(key + "_PARTITIONS", StateValues.COUNT, StateValues::count));
      }
      targets.add(target.build());
      if (values.containsKey(key + "_REPLACED_AT")) {
        replacedAt.put(
            targets.get(number - 1).streamOcid(),
            parsed(key + "_REPLACED_AT", StateValues.INSTANT, StateValues::instant));
      }
    }
    state.targets(targets).replacedAt(replacedAt);
    return targets;
  }

  private StreamTarget.Builder target(String key) {
    String region = required(key + "_REGION");
    String ocid = required(key + "_OCID");
    String endpoint = required(key + "_ENDPOINT");
    try {
      return StreamTarget.builder(region, ocid, endpoint);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + "_*: " + e.getMessage(), e);
    }
  }

  private Set<CallKind> failedKinds() {
    Set<CallKind> kinds = EnumSet.noneOf(CallKind.class);
    for (String kind : optional(FAILED_KINDS).orElse("").split(",", -1)) {
      if (!kind.isBlank()) {
        kinds.add(parse(FAILED_KINDS, kind.trim(), "WRITE, READ or both", CallKind::valueOf));
      }
    }
    return kinds;
  }

  private Optional<StreamDescription> primaryDescription() {
    if (!values.containsKey(PRIMARY_NAME)) {
      return Optional.empty();
    }
    return Optional.of(
        new StreamDescription(
            required(PRIMARY_NAME),
            parsed(PRIMARY_PARTITIONS, StateValues.COUNT, StateValues::count),
            parsed(PRIMARY_RETENTION_HOURS, StateValues.COUNT, StateValues::count)));
  }

  private @Nullable String take(String key) {
    unread.remove(key);
    return values.get(key);
  }

  private Optional<String> optional(String key) {
    return Optional.ofNullable(take(key));
  }

  private String required(String key) {
    String value = take(key);
    String trimmed = value == null ? "" : value.trim();
    if (trimmed.isBlank()) {
      throw new IllegalArgumentException(key + " is missing");
    }
    return trimmed;
  }

  private <T> T parsed(String key, String expected, Function<String, T> parser) {
    return parse(key, required(key), expected, parser);
  }

  private static <T> T parse(
      String key, String value, String expected, Function<String, T> parser) {
    try {
      return parser.apply(value);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          key + " must be " + expected + ", was \"" + OneLine.of(value) + "\"", e);
    }
  }

  /** Writes a state, the keys for others first. */
  static Map<String, String> write(FailoverState state) {
    Map<String, String> values = new LinkedHashMap<>();
    state
        .secondary()
        .ifPresent(
            secondary -> {
              values.put(SECONDARY_OCID, secondary.streamOcid());
              values.put(SECONDARY_ENDPOINT, secondary.endpoint());
            });
    values.put(FORMAT, Integer.toString(FORMAT_VERSION));
    values.put(PRIMARY_OCID, state.primaryOcid());
    values.put(ACTIVE_OCID, state.activeOcid());
    state.target(state.activeOcid()).ifPresent(t -> values.put(ACTIVE_ENDPOINT, t.endpoint()));
    values.put(EPOCH, Long.toString(state.epoch()));
    values.put(LINEAGE, state.lineage());
    values.put(SINCE, state.since().toString());
    values.put(REASON, state.reason());
    values.put(CHANGED_BY, state.changedBy());
    values.put(
        FAILED_KINDS,
        state.failedKinds().stream().map(Enum::name).sorted().collect(Collectors.joining(",")));
    writeDecisions(values, state);
    state
        .primaryDescription()
        .ifPresent(
            primary -> {
              values.put(PRIMARY_NAME, primary.name());
              values.put(PRIMARY_PARTITIONS, Integer.toString(primary.partitions()));
              values.put(PRIMARY_RETENTION_HOURS, Integer.toString(primary.retentionHours()));
            });
    for (int i = 0; i < state.targets().size(); i++) {
      writeTarget(values, TARGET + (i + 1), state.targets().get(i), state.replacedAt());
    }
    return values;
  }

  /** What is not there has its default; files of earlier versions have none of it. */
  private static void writeDecisions(Map<String, String> values, FailoverState state) {
    if (!state.holdDown().isZero()) {
      values.put(HOLD_DOWN, state.holdDown().toString());
    }
    if (!state.holdDownSince().equals(Instant.EPOCH)) {
      values.put(HOLD_DOWN_SINCE, state.holdDownSince().toString());
    }
    if (state.isByHand()) {
      values.put(BY_HAND, "true");
    }
    state
        .pin()
        .ifPresent(
            pin -> {
              values.put(PIN_OCID, pin.streamOcid());
              values.put(PIN_UNTIL, pin.until().toString());
              values.put(PIN_DURATION, pin.duration().toString());
            });
  }

  private static void writeTarget(
      Map<String, String> values,
      String key,
      StreamTarget target,
      Map<String, Instant> replacedAt) {
    values.put(key + "_REGION", target.region());
    values.put(key + "_OCID", target.streamOcid());
    values.put(key + "_ENDPOINT", target.endpoint());
    target
        .partitions()
        .ifPresent(count -> values.put(key + "_PARTITIONS", Integer.toString(count)));
    Instant replaced = replacedAt.get(target.streamOcid());
    if (replaced != null) {
      values.put(key + "_REPLACED_AT", replaced.toString());
    }
  }
}
