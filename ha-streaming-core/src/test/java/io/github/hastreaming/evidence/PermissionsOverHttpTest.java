package io.github.hastreaming.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.support.Consumer;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.OciStreamingEmulator;
import io.github.hastreaming.testkit.Permissions;
import io.github.hastreaming.testkit.TwoRegions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same with the SDK's clients: credentials that may do one thing lose a region unharmed. */
class PermissionsOverHttpTest {

  @RegisterExtension private final TwoRegions regions = TwoRegions.create();

  private void permit(Permissions permissions) {
    regions.primary().permit(permissions);
    regions.secondary().permit(permissions);
  }

  private void put(OciStreamingEmulator region, String streamOcid, String value) {
    permit(Permissions.all());
    Pair.putDirectly(region, streamOcid, value);
    permit(Permissions.pullOnly());
  }

  @Test
  void aConsumerThatMayOnlyPullReadsOnInTheSecondaryAndAtHome() {
    permit(Permissions.pullOnly());
    try (HaStreamClient client = Pair.client(Pair.builder(regions))) {
      put(regions.primary(), regions.primaryStreamOcid(), "before");
      Consumer consumer = Consumer.fromTheOldest(client, regions.primaryStreamOcid(), "0");
      consumer.readUntilDelivered(1);

      put(regions.secondary(), regions.secondaryStreamOcid(), "during");
      regions.primary().inject(Fault.refused());
      consumer.readUntilDelivered(2);

      regions.primary().heal();
      put(regions.primary(), regions.primaryStreamOcid(), "after");
      consumer.readUntilDelivered(3);
      assertThat(consumer.values()).containsExactly("before", "during", "after");
    }
  }

  @Test
  void aProducerThatMayOnlyPushIsServedInTheSecondary() {
    permit(Permissions.pushOnly());
    try (HaStreamClient client = Pair.client(Pair.builder(regions))) {
      client.putMessages(Pair.put(regions.primaryStreamOcid(), "before"));
      regions.primary().inject(Fault.refused());
      for (int put = 0; put < 10; put++) {
        client.putMessages(Pair.put(regions.primaryStreamOcid(), "during"));
      }

      assertThat(Pair.values(regions.primary())).containsExactly("before");
      assertThat(Pair.values(regions.secondary())).hasSize(10).containsOnly("during");
    }
  }
}
