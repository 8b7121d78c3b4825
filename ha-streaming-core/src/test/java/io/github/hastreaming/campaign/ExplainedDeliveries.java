package io.github.hastreaming.campaign;

import com.oracle.bmc.streaming.model.Message;
import io.github.hastreaming.support.DeliveryOrder;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an application got: in order, and nothing again without a reason. */
final class ExplainedDeliveries {

  private final CampaignAccount account;
  private final DeliveryOrder order = new DeliveryOrder();

  /** When each message was delivered last, in deliveries. */
  private final Map<String, Integer> deliveredAt = new HashMap<>();

  private final Map<String, Map<String, Long>> lastOffsets = new HashMap<>();

  private int deliveries;
  private int disturbedAt = -1;
  private @Nullable String disturbedBy;

  ExplainedDeliveries(CampaignAccount account) {
    this.account = account;
  }

  int deliveries() {
    return deliveries;
  }

  /** The last offset that was delivered of each partition of a region. */
  Map<String, Long> lastOffsets(String region) {
    return lastOffsets.getOrDefault(region, Map.of());
  }

  /** What was delivered so far may come again. */
  void mayRepeatBecause(String reason) {
    disturbedAt = deliveries;
    disturbedBy = reason;
  }

  /**
   * A message was delivered.
   *
   * @param told what the application did, for the message of a failure
   */
  void delivered(String region, Message message, String told) {
    String id = region + "/" + message.getPartition() + "/" + message.getOffset();
    deliveries++;
    lastOffsets
        .computeIfAbsent(region, name -> new HashMap<>())
        .merge(message.getPartition(), message.getOffset(), Math::max);
    Integer before = deliveredAt.put(id, deliveries);
    if (before == null) {
      requireOrder(region, message, told);
    } else if (disturbedBy == null || before > disturbedAt) {
      throw new AssertionError(told + ": " + id + " is delivered again without a reason");
    } else {
      account.deliveredAgain(disturbedBy);
    }
  }

  private void requireOrder(String region, Message message, String told) {
    try {
      order.delivered(region, message.getPartition(), message.getOffset());
    } catch (AssertionError e) {
      throw new AssertionError(told + ": " + e.getMessage(), e);
    }
  }
}
