package io.github.hastreaming.support;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What became of the messages of a test.
 *
 * @param deliveredOnce of those that were acknowledged
 * @param deliveredAgain of those that were acknowledged, how many were delivered more than once
 * @param lost of those that were acknowledged, how many were never delivered
 */
public record Account(int sent, int acknowledged, int deliveredOnce, int deliveredAgain, int lost) {

  /** All sent, acknowledged and delivered once. */
  public static Account ofAllOnce(int messages) {
    return new Account(messages, messages, messages, 0, 0);
  }

  /** Adds up what was delivered, each value as often as it was. */
  public static Account of(
      Collection<String> sent, Collection<String> acknowledged, List<String> delivered) {
    Set<String> distinct = new HashSet<>(acknowledged);
    Map<String, Integer> times = new LinkedHashMap<>();
    delivered.forEach(value -> times.merge(value, 1, Integer::sum));
    int once = 0;
    int again = 0;
    for (String value : distinct) {
      int count = times.getOrDefault(value, 0);
      once += count == 1 ? 1 : 0;
      again += count > 1 ? 1 : 0;
    }
    int lost = distinct.size() - once - again;
    return new Account(sent.size(), distinct.size(), once, again, lost);
  }
}
