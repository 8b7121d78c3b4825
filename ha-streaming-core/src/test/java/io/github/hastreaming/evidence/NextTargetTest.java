package io.github.hastreaming.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.support.Consumer;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.TimedRegions;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.testkit.Permissions;
import io.github.hastreaming.testkit.TestCredentials;
import io.github.hastreaming.testkit.TestIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where a resolver names an unfit stream before one that can serve, that one serves. */
class NextTargetTest {

  private final TimedRegions regions = new TimedRegions();

  @AfterEach
  void close() {
    regions.close();
  }

  private HaStreamClient client(HaStreamClientBuilder builder, String unfitOcid) {
    StreamTarget unfit = Pair.target(regions.secondary().emulator(), unfitOcid);
    StreamTarget primary = regions.primary().target();
    return regions.start(
        builder
            .primary(
                StreamTarget.builder(primary.region(), primary.streamOcid(), primary.endpoint())
                    .partitions(1)
                    .build())
            .secondaryResolver(SecondaryResolver.fixed(unfit, regions.secondary().target())));
  }

  private String wrongOcid() {
    return regions.secondary().streamOcid() + "wrong";
  }

  @Test
  void aPutIsServedByTheSecondOneWhereTheFirstHasMorePartitions() {
    String more = regions.secondary().emulator().createStream("more", 2);
    try (HaStreamClient client = client(regions.builder(), more)) {
      regions.primary().fails(operation -> Failures.refused());

      regions.put(client, "a");

      assertThat(regions.secondary().emulator().messages(more)).isEmpty();
      assertThat(regions.secondary().values()).containsExactly("a");
    }
  }

  @Test
  void aReadIsServedByTheSecondOneThoughThePrimaryWasDownWhenTheFirstRefused() {
    String deleted = regions.secondary().emulator().createStream("deleted", 1);
    try (HaStreamClient client = client(regions.builder(), deleted)) {
      Consumer consumer = regions.consumer(client);
      regions.secondary().emulator().deleteStream(deleted);
      regions.primary().fails(operation -> Failures.refused());
      Pair.putDirectly(
          regions.secondary().emulator(), regions.secondary().streamOcid(), "is there");

      assertThat(consumer.read()).containsExactly("is there");
    }
  }

  @Test
  void aProcessThatMayOnlyPutIsServedByTheSecondOneWhereTheFirstRefuses() {
    TestIdentity producer = TestCredentials.identity("producer");
    regions.primary().emulator().permit(producer, Permissions.pushOnly());
    regions.secondary().emulator().permit(producer, Permissions.pushOnly());
    try (HaStreamClient client = client(regions.builder(producer), wrongOcid())) {
      regions.put(client, "before");
      regions.primary().fails(operation -> Failures.refused());

      regions.put(client, "after");

      assertThat(regions.secondary().values()).containsExactly("after");
    }
  }
}
