package io.github.hastreaming.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.event.FailoverCompleted;
import io.github.hastreaming.support.Consumer;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.support.TimedRegions;
import io.github.hastreaming.testkit.Permissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials that may do what the application does, and nothing else. */
class PermissionsTest {

  private static final Duration USUAL = Duration.ofMillis(200);

  private final TimedRegions regions = new TimedRegions();

  @AfterEach
  void close() {
    regions.close();
  }

  private HaStreamClient with(Permissions permissions) {
    regions.primary().emulator().permit(permissions);
    regions.secondary().emulator().permit(permissions);
    regions.primary().takes(USUAL);
    regions.secondary().takes(USUAL);
    return regions.client();
  }

  private void put(HaStreamClient client, int count) {
    for (int put = 0; put < count; put++) {
      regions.put(client, "put " + put);
    }
    regions.time().advance(Duration.ofSeconds(2));
  }

  private void putUntilHome(HaStreamClient client) {
    for (int second = 0; second < 300 && !client.status().isPrimaryActive(); second++) {
      regions.put(client, "second " + second);
      regions.time().advance(Duration.ofSeconds(1));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404})
  void aProducerThatMayOnlyPushFailsOverAndComesHome(int refusal) {
    try (HaStreamClient client = with(Permissions.pushOnly().refusedWith(refusal))) {
      put(client, 3);
      regions.primary().fails(operation -> Failures.refused());
      put(client, 10);

      assertThat(client.status().active()).isEqualTo(regions.secondary().target());

      regions.primary().fails(operation -> null);
      Instant well = regions.time().now();
      putUntilHome(client);

      assertThat(client.status().isPrimaryActive()).isTrue();
      assertThat(Duration.between(well, regions.time().now())).isLessThan(Duration.ofMinutes(2));
    }
  }

  @Test
  void aProducerThatMayOnlyPushDoesNotComeHomeToWritesThatFail() {
    try (HaStreamClient client = with(Permissions.pushOnly())) {
      put(client, 3);
      regions.primary().fails(operation -> Failures.status(500));
      put(client, 10);
      regions
          .primary()
          .fails(
              operation -> operation == StreamOperation.PUT_MESSAGES ? Failures.status(500) : null);

      putUntilHome(client);

      assertThat(client.status().isPrimaryActive()).isFalse();
      assertThat(regions.events().of(FailoverCompleted.class)).hasSize(1);
    }
  }

  @Test
  void aProducerThatMayOnlyPushFailsOverByHandAndBack() {
    try (HaStreamClient client = with(Permissions.pushOnly())) {
      client.failover().failOver("drill");
      put(client, 2);
      assertThat(regions.secondary().values()).hasSize(2);

      client.failover().failBack("drill is over");

      put(client, 1);
      assertThat(regions.primary().values()).hasSize(1);
    }
  }

  @Test
  void aProducerThatMayOnlyPushLeavesAHungRegionAndPaysForItOnce() {
    try (HaStreamClient client = with(Permissions.pushOnly())) {
      put(client, 5);
      regions.primary().hangs(operation -> true);

      Callers callers = Callers.putting(regions, client, 2).callFor(Duration.ofSeconds(25));

      assertThat(callers.errors()).isEmpty();
      assertThat(callers.longest()).isLessThanOrEqualTo(Duration.ofSeconds(3));
      assertThat(client.status().isPrimaryActive()).isFalse();
    }
  }

  @Test
  void aProducerThatMayOnlyPushPaysAtMostTwiceWhereWritesAloneHang() {
    try (HaStreamClient client = with(Permissions.pushOnly())) {
      put(client, 5);
      regions.primary().hangs(operation -> operation.kind() == CallKind.WRITE);
      int slow = 0;
      for (int put = 0; put < 60; put++) {
        Instant began = regions.time().now();
        regions.put(client, "hang " + put);
        slow += Duration.between(began, regions.time().now()).toSeconds() >= 1 ? 1 : 0;
        regions.time().advance(Duration.ofSeconds(1));
      }

      assertThat(slow).isLessThanOrEqualTo(2);
      assertThat(client.status().isPrimaryActive()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404})
  void aConsumerThatMayOnlyPullFailsOverAndComesHome(int refusal) {
    try (HaStreamClient client = with(Permissions.pullOnly().refusedWith(refusal))) {
      Consumer consumer = regions.consumer(client);
      consumer.read();
      regions.primary().fails(operation -> Failures.refused());
      for (int read = 0; read < 10; read++) {
        consumer.read();
      }
      regions.time().advance(Duration.ofSeconds(2));
      assertThat(client.status().isPrimaryActive()).isFalse();

      regions.primary().fails(operation -> null);
      for (int second = 0; second < 200 && !client.status().isPrimaryActive(); second++) {
        consumer.read();
        regions.time().advance(Duration.ofSeconds(1));
      }

      assertThat(client.status().isPrimaryActive()).isTrue();
    }
  }

  @Test
  void aConsumerThatMayOnlyPullFailsOverByHandAndBack() {
    try (HaStreamClient client = with(Permissions.pullOnly())) {
      client.failover().failOver("drill");
      assertThat(client.status().isPrimaryActive()).isFalse();

      client.failover().failBack("drill is over");

      assertThat(client.status().isPrimaryActive()).isTrue();
    }
  }
}
