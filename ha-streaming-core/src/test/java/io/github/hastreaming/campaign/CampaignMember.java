package io.github.hastreaming.campaign;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One member of an application: where it is, what it stored, what it has yet to process. */
final class CampaignMember {

  private final String name;
  private @Nullable String cursor;
  private @Nullable String stored;
  private long calledAt;

  /** When it last got messages from a region, since it joined. */
  private final Map<String, Long> gotFrom = new HashMap<>();

  private final Set<String> pending = new HashSet<>();

  /** Of a partition's reader: the last offset in each region, now and when it was stored. */
  private final Map<String, Long> position = new HashMap<>();

  private final Map<String, Long> storedPosition = new HashMap<>();

  CampaignMember(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  @Nullable String cursor() {
    return cursor;
  }

  void goOnAt(String next) {
    cursor = next;
  }

  /** It has a cursor of its own; null if it could not get one. */
  void join(@Nullable String first) {
    cursor = first;
    gotFrom.clear();
  }

  /** A call begins; tells how long ago the last one did. */
  long call(long now) {
    long passed = now - calledAt;
    calledAt = now;
    return passed;
  }

  /** It gets messages from a region; tells when it last did, null if it did not since it joined. */
  @Nullable Long getFrom(String region, long now) {
    return gotFrom.put(region, now);
  }

  void receive(Collection<String> values) {
    pending.addAll(values);
  }

  void process(Set<String> into) {
    into.addAll(pending);
    pending.clear();
  }

  /** Tells the offset it was at before, if any. */
  @Nullable Long moveTo(String region, long offset) {
    return position.put(region, offset);
  }

  void storeCursor() {
    stored = cursor;
    storedPosition.clear();
    storedPosition.putAll(position);
  }

  /** It begins again where it stored its cursor, or joins as a new member would. */
  void crash(boolean hasCursor) {
    pending.clear();
    position.clear();
    position.putAll(storedPosition);
    cursor = hasCursor ? stored : null;
  }
}
