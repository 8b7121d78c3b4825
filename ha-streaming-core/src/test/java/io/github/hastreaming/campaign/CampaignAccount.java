package io.github.hastreaming.campaign;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What was sent, what became of it, and why a message came twice. */
final class CampaignAccount {

  private final Set<String> acknowledged = new LinkedHashSet<>();
  private final Map<String, Integer> storedTwice = new TreeMap<>();
  private final Map<String, Integer> deliveredAgain = new TreeMap<>();
  private final Map<String, Integer> events = new TreeMap<>();
  private final List<String> violations = new ArrayList<>();
  private int sent;
  private int unserved;

  String nextValue() {
    return "m" + sent++;
  }

  void acknowledged(String value) {
    acknowledged.add(value);
  }

  Set<String> acknowledged() {
    return acknowledged;
  }

  /** A call failed while no region could serve it. */
  void unserved() {
    unserved++;
  }

  void storedTwice(String reason) {
    storedTwice.merge(reason, 1, Integer::sum);
  }

  /** Something happened that a campaign of some seeds must have seen. */
  synchronized void happened(String event) {
    events.merge(event, 1, Integer::sum);
  }

  synchronized Map<String, Integer> events() {
    return Map.copyOf(events);
  }

  /** A client did what it must not. */
  synchronized void violated(String what) {
    violations.add(what);
  }

  synchronized void requireNoViolation() {
    if (!violations.isEmpty()) {
      throw new AssertionError(String.join("\n", violations));
    }
  }

  void deliveredAgain(String reason) {
    deliveredAgain.merge(reason, 1, Integer::sum);
  }

  @Override
  public String toString() {
    return "sent="
        + sent
        + " acknowledged="
        + acknowledged.size()
        + " unserved="
        + unserved
        + " storedTwice="
        + storedTwice
        + " deliveredAgain="
        + deliveredAgain
        + " events="
        + events;
  }
}
