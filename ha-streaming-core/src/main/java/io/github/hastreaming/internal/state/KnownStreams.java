package io.github.hastreaming.internal.state;

import io.github.hastreaming.internal.settings.Defaults;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.target.StreamTarget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which streams a state knows. A secondary that was replaced stays known until its messages have
 * passed their retention, since acknowledged ones may be unread in it.
 */
final class KnownStreams {

  private KnownStreams() {}

  /**
   * What time it is.
   *
   * @param isServices whether it is the service's; nothing is forgotten by a host's clock alone
   */
  record Time(Instant now, boolean isServices) {}

  /** The state with this secondary as the current one; the same state if it is that already. */
  static FailoverState withSecondary(FailoverState state, StreamTarget secondary, Instant now) {
    return withSecondary(state, secondary, new Time(now, true));
  }

  static FailoverState withSecondary(FailoverState state, StreamTarget secondary, Time now) {
    if (state.secondary().filter(known -> saysNoMore(secondary, known)).isPresent()) {
      return state;
    }
    List<StreamTarget> ranked = new ArrayList<>();
    state.target(state.primaryOcid()).ifPresent(ranked::add);
    ranked.add(secondary);
    ranked.addAll(state.targets());
    return with(state, ranked, state.replacedAt(), now);
  }

  /** Whether both are the same stream behind the same endpoint. */
  static boolean isSame(StreamTarget one, StreamTarget other) {
    return one.streamOcid().equals(other.streamOcid()) && one.endpoint().equals(other.endpoint());
  }

  /** Whether both are the same stream, and the first adds nothing to what the second says. */
  private static boolean saysNoMore(StreamTarget one, StreamTarget known) {
    return isSame(one, known)
        && (one.partitions().isEmpty() || one.partitions().equals(known.partitions()));
  }

  /**
   * The state of the store with what only this process knows: acknowledged messages may be in a
   * stream that it used while the store was away.
   *
   * @param primary the primary as this process's code names it
   */
  static FailoverState merged(
      FailoverState stored, FailoverState ours, StreamTarget primary, Instant now) {
    return merged(stored, ours, primary, new Time(now, true));
  }

  static FailoverState merged(
      FailoverState stored, FailoverState ours, StreamTarget primary, Time now) {
    List<StreamTarget> ranked = new ArrayList<>(List.of(primary));
    ranked.addAll(stored.targets());
    ranked.addAll(ours.targets());
    Map<String, Instant> replacedAt = new HashMap<>(ours.replacedAt());
    replacedAt.putAll(stored.replacedAt());
    FailoverState merged = with(stored, ranked, replacedAt, now);
    return merged.primaryDescription().isPresent()
        ? merged
        : merged.toBuilder().primaryDescription(ours.primaryDescription()).build();
  }

  /**
   * @param ranked the streams, the current secondary before others; of twins the first is taken
   */
  private static FailoverState with(
      FailoverState state, List<StreamTarget> ranked, Map<String, Instant> replaced, Time time) {
    Instant now = time.now();
    Map<String, StreamTarget> known = new LinkedHashMap<>();
    ranked.forEach(target -> known.putIfAbsent(target.streamOcid(), target));
    Map<String, Instant> replacedAt = new HashMap<>();
    boolean secondarySeen = false;
    for (String ocid : List.copyOf(known.keySet())) {
      if (ocid.equals(state.primaryOcid())) {
        continue;
      }
      Instant when = replaced.getOrDefault(ocid, now);
      boolean expired = time.isServices() && when.plus(Defaults.LONGEST_RETENTION).isBefore(now);
      if (!secondarySeen) {
        secondarySeen = true;
      } else if (expired && !ocid.equals(state.activeOcid())) {
        known.remove(ocid);
      } else {
        replacedAt.put(ocid, when);
      }
    }
    return state.toBuilder().targets(List.copyOf(known.values())).replacedAt(replacedAt).build();
  }
}
