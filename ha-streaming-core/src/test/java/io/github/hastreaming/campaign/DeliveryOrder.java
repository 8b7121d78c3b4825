package io.github.hastreaming.campaign;

import com.oracle.bmc.streaming.model.Message;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an application got, by region and partition: offsets ascend, but for what is delivered again
 * for a reason.
 */
final class DeliveryOrder {

  private final Account account;
  private final Map<String, Long> newest = new HashMap<>();

  /** When each message was delivered last, in deliveries. */
  private final Map<String, Integer> deliveredAt = new HashMap<>();

  private int deliveries;
  private int disturbedAt = -1;
  private @Nullable String disturbedBy;

  DeliveryOrder(Account account) {
    this.account = account;
  }

  /** What was delivered so far may come again. */
  void mayRepeatBecause(String reason) {
    disturbedAt = deliveries;
    disturbedBy = reason;
  }

  /**
   * @param told what the application did, for the message of a failure
   */
  void delivered(String region, Message message, String told) {
    String place = region + "/" + message.getPartition();
    String id = place + "/" + message.getOffset();
    deliveries++;
    Integer before = deliveredAt.put(id, deliveries);
    if (before != null) {
      if (disturbedBy == null || before > disturbedAt) {
        throw new AssertionError(told + ": " + id + " is delivered again without a reason");
      }
      account.deliveredAgain(disturbedBy);
      return;
    }
    Long last = newest.put(place, message.getOffset());
    if (last != null && last >= message.getOffset()) {
      throw new AssertionError(told + ": " + id + " is delivered for the first time after " + last);
    }
  }
}
