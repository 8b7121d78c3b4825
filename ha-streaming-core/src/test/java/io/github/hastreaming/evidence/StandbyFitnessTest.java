package io.github.hastreaming.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.event.FailoverCompleted;
import io.github.hastreaming.event.SecondaryFitnessChanged;
import io.github.hastreaming.failover.Fitness;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.support.CapturedLog;
import io.github.hastreaming.support.Consumer;
import io.github.hastreaming.support.EveryEvent;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.support.TimedRegions;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.testkit.Permissions;
import io.github.hastreaming.testkit.TestCredentials;
import io.github.hastreaming.testkit.TestIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a secondary is worth is known before it is needed, and told. */
class StandbyFitnessTest {

  private final TimedRegions regions = new TimedRegions();
  private final List<SecondaryFitnessChanged> told = new ArrayList<>();

  @AfterEach
  void close() {
    regions.close();
  }

  private HaStreamClientBuilder listening(HaStreamClientBuilder builder) {
    return builder.listener(
        EveryEvent.does(
            event -> {
              if (event instanceof SecondaryFitnessChanged changed) {
                told.add(changed);
              }
            }));
  }

  private void isKnown(HaStreamClient client, CapturedLog log, Fitness fitness, String why) {
    regions.put(client, "nobody noticed anything");
    assertThat(client.status().secondaryFitness()).isEqualTo(fitness);
    assertThat(client.status().secondaryFitnessReason()).contains(why);
    assertThat(told).last().extracting(SecondaryFitnessChanged::fitness).isEqualTo(fitness);
    assertThat(told).last().extracting(SecondaryFitnessChanged::reason).asString().contains(why);
    assertThat(log.text()).contains("is " + fitness.name().toLowerCase(java.util.Locale.ROOT));
    assertThat(regions.secondary().values()).isEmpty();
  }

  @Test
  void oneWithAWrongOcidRefuses() {
    StreamTarget right = regions.secondary().target();
    StreamTarget wrong =
        StreamTarget.of(right.region(), right.streamOcid() + "x", right.endpoint());
    try (CapturedLog log = new CapturedLog();
        HaStreamClient client =
            regions.start(
                listening(regions.builder()).secondaryResolver(SecondaryResolver.fixed(wrong)))) {
      isKnown(client, log, Fitness.REFUSING, "404");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404})
  void oneWithoutAPolicyRefuses(int status) {
    regions.secondary().emulator().permit(Permissions.none().refusedWith(status));
    try (CapturedLog log = new CapturedLog();
        HaStreamClient client = regions.start(listening(regions.builder()))) {
      isKnown(client, log, Fitness.REFUSING, Integer.toString(status));
    }
  }

  @Test
  void oneOnADeadPortIsUnreachableUntilItIsThere() {
    regions.secondary().fails(operation -> Failures.refused());
    try (CapturedLog log = new CapturedLog();
        HaStreamClient client = regions.start(listening(regions.builder()))) {
      isKnown(client, log, Fitness.UNREACHABLE, "Connection refused");

      regions.secondary().heal();
      regions.time().advance(Duration.ofSeconds(31));

      assertThat(client.status().secondaryFitness()).isEqualTo(Fitness.FIT);
      assertThat(told).last().extracting(SecondaryFitnessChanged::fitness).isEqualTo(Fitness.FIT);
    }
  }

  @Test
  void oneThatIsSlowIsFit() {
    regions.secondary().takes(Duration.ofSeconds(2));
    try (HaStreamClient client = regions.start(listening(regions.builder()))) {
      regions.time().advance(Duration.ofSeconds(10));

      assertThat(client.status().secondaryFitness()).isEqualTo(Fitness.FIT);
    }
  }

  @Test
  void oneThatIsDeletedLaterIsKnownWithTheNextLook() {
    try (HaStreamClient client = regions.start(listening(regions.builder()))) {
      assertThat(client.status().secondaryFitness()).isEqualTo(Fitness.FIT);

      regions.secondary().fails(operation -> Failures.status(404));
      regions.time().advance(Duration.ofMinutes(6)); // `find` is asked every 5 min, +-20 %.

      assertThat(client.status().secondaryFitness()).isEqualTo(Fitness.REFUSING);
    }
  }

  /** The stream that calls are handed over to, which this process may only write to. */
  @Test
  void aProcessThatMayOnlyPushCallsNoSecondaryRefused() {
    TestIdentity pusher = TestCredentials.identity();
    regions.primary().emulator().permit(pusher, Permissions.pushOnly());
    regions.secondary().emulator().permit(pusher, Permissions.pushOnly());
    try (HaStreamClient client = regions.start(listening(regions.builder(pusher)))) {
      assertThat(client.status().secondaryFitness()).isEqualTo(Fitness.UNKNOWN);
      regions.put(client, "before");
      regions.time().advance(Duration.ofSeconds(1));

      regions.primary().fails(operation -> Failures.refused());
      for (int put = 0; put < 20; put++) {
        regions.put(client, "handed over " + put);
        regions.time().advance(Duration.ofSeconds(1));
      }

      assertThat(client.status().secondaryFitness()).isNotEqualTo(Fitness.REFUSING);
      assertThat(client.status().isPrimaryActive()).isFalse();
      assertThat(regions.secondary().values()).hasSize(20);
    }
  }

  /** What nobody could compare is not told as a lack of rights. */
  @Test
  void aRefusalIsLookedAtAgainWhereThePrimaryDoesNotAnswerEither() {
    regions.primary().fails(operation -> Failures.refused());
    regions.secondary().fails(operation -> Failures.status(404));
    try (HaStreamClient client = regions.start(listening(regions.builder()))) {
      assertThat(client.status().secondaryFitness()).isEqualTo(Fitness.UNKNOWN);
      assertThat(client.status().secondaryFitnessReason()).contains("404");

      regions.primary().heal();
      regions.time().advance(Duration.ofSeconds(31));

      assertThat(client.status().secondaryFitness()).isEqualTo(Fitness.REFUSING);
    }
  }

  @Test
  void aSecondaryThatRefusesIsNoReasonForAnErrorWhileItIsActive() {
    try (HaStreamClient client = regions.client()) {
      regions.put(client, "before");
      client.failover().failOver("drill");
      regions.secondary().fails(operation -> Failures.status(404));
      Consumer consumer = regions.consumer(client);

      for (int put = 0; put < 60; put++) {
        regions.put(client, "m" + put);
        consumer.read();
        regions.time().advance(Duration.ofSeconds(1));
      }

      assertThat(regions.primary().values()).hasSize(61);
      assertThat(consumer.values()).hasSize(61);
    }
  }

  /** Its one probe comes at the wrong time, and the resolver then takes a minute. */
  @Test
  void aKnownSecondaryIsProbedAgainWhileTheResolverTakesItsTime() {
    int[] asked = {0};
    SecondaryResolver slow =
        context -> {
          if (asked[0]++ > 0) {
            pass(Duration.ofSeconds(60));
          }
          return List.of(regions.secondary().target());
        };
    try (HaStreamClient client = regions.start(regions.builder().secondaryResolver(slow))) {
      regions.put(client, "before");
      regions.time().advance(Duration.ofSeconds(1));
      regions.primary().fails(operation -> Failures.refused());
      regions
          .secondary()
          .fails(
              operation -> operation == StreamOperation.CREATE_CURSOR ? Failures.refused() : null);
      Duration began = regions.passed();

      while (regions.events().of(FailoverCompleted.class).isEmpty()
          && regions.passed().minus(began).toSeconds() < 100) {
        regions.put(client, "handed over");
        regions.time().advance(Duration.ofMillis(250));
        if (regions.passed().minus(began).toMillis() > 1_500) {
          regions.secondary().heal();
        }
      }

      assertThat(regions.passed().minus(began)).isLessThan(Duration.ofMillis(3_500));
    }
  }

  private void pass(Duration duration) {
    try {
      regions.time().await(new CompletableFuture<>(), duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
