package io.github.hastreaming.network;

import io.github.hastreaming.support.Account;
import java.util.Set;

/** One line about a fault, for people: times depend on the machine and are not checked closely. */
final class Figures {

  private Figures() {}

  static void print(String fault, long switchedAfterMillis, Traffic traffic, Account account) {
    print(
        fault,
        switchedAfterMillis,
        traffic,
        "deliveredAgain=" + account.deliveredAgain() + " lost=" + account.lost());
  }

  static void print(String fault, long switchedAfterMillis, Traffic traffic, Set<String> lost) {
    print(fault, switchedAfterMillis, traffic, "lostWithTheProcess=" + lost.size());
  }

  private static void print(
      String fault, long switchedAfterMillis, Traffic traffic, String deliveries) {
    System.out.printf(
        "%s: switched after %d ms, longest gap of a producer %d ms, acknowledged=%d %s errors=%d%n",
        fault,
        switchedAfterMillis,
        traffic.longestGapMillis(),
        traffic.acknowledged().size(),
        deliveries,
        traffic.errors().size());
  }
}
