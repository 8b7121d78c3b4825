package io.github.hastreaming.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.call.AllRegionsUnavailableException;
import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.event.FailoverCompleted;
import io.github.hastreaming.event.FailoverNotPossible;
import io.github.hastreaming.event.FailoverStarted;
import io.github.hastreaming.event.RegionFailed;
import io.github.hastreaming.event.SecondaryRefused;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.support.VirtualPair;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When the pair switches from the primary to the secondary, in virtual time. */
class SwitchTest {

  private final VirtualPair pair = new VirtualPair();

  private void pass(Duration duration) {
    pair.time.advance(duration);
  }

  @Test
  void aClientOfOneCallASecondSwitchesAfterItsFirstUsedUpCall() {
    try (HaStreamClient client = pair.client()) {
      VirtualPair.put(client, "before");
      pass(Duration.ofSeconds(1));
      pair.primary.failPuts(Failures::refused);

      VirtualPair.put(client, "first");
      pass(Duration.ofSeconds(1));
      VirtualPair.put(client, "second");

      assertThat(pair.primary.puts()).hasSize(1 + 3);
      assertThat(pair.secondary.stored()).containsExactly("first", "second");
      assertThat(pair.events.failoversCompleted())
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event.from()).isEqualTo(VirtualPair.PRIMARY);
                assertThat(event.to()).isEqualTo(VirtualPair.SECONDARY);
                assertThat(event.reason()).contains("WRITE", "Connection refused");
              });
    }
  }

  @Test
  void aCallThatItsRetryServesDoesNotSwitch() {
    try (HaStreamClient client = pair.client()) {
      VirtualPair.put(client, "before");
      pass(Duration.ofSeconds(1));
      pair.primary.failNextPut(Failures::refused);

      VirtualPair.put(client, "retried");
      pass(Duration.ofSeconds(1));

      assertThat(pair.events.of(FailoverStarted.class)).isEmpty();
      assertThat(pair.primary.stored()).containsExactly("before", "retried");
    }
  }

  @Test
  void onePoisonRequestAmongSuccessesDoesNotSwitch() {
    try (HaStreamClient client = pair.client()) {
      pair.primary.allPuts(
          request -> {
            String value =
                io.github.hastreaming.support.ScriptedRegion.value(
                    request.getPutMessagesDetails().getMessages().get(0));
            if (value.equals("poison")) {
              // Others are served while this one is tried again and again.
              client.putMessages(
                  io.github.hastreaming.support.Pair.put(VirtualPair.PRIMARY.streamOcid(), "good"));
              throw Failures.status(500);
            }
            return pair.primary.store(request);
          });
      for (int call = 0; call < 5; call++) {
        VirtualPair.put(client, "good");
        VirtualPair.put(client, "good");
        VirtualPair.put(client, "good");
      }

      VirtualPair.put(client, "poison");
      pair.time.runPending();

      assertThat(client.status().isPrimaryActive()).isTrue();
      assertThat(pair.events.of(FailoverStarted.class)).isEmpty();
      assertThat(pair.secondary.stored()).containsExactly("poison");
    }
  }

  @Test
  void theBreakerOpensAtHalfOfAtLeastFiveCalls() {
    try (HaStreamClient client = pair.client()) {
      pair.primary.failPuts(Failures::reset);
      VirtualPair.put(client, "a"); // 3 failures

      assertThat(pair.events.of(RegionFailed.class)).isEmpty();
    }
    VirtualPair other = new VirtualPair();
    other.secondary.failProbes(Failures::reset);
    try (HaStreamClient client = other.client()) {
      other.primary.failPuts(Failures::reset);
      VirtualPair.put(client, "a");
      VirtualPair.put(client, "b");
      other.time.runPending();

      assertThat(other.events.of(RegionFailed.class))
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event.target()).isEqualTo(VirtualPair.PRIMARY);
                assertThat(event.kind()).isEqualTo(CallKind.WRITE);
                assertThat(event.reason()).isEqualTo("5 of the last 5 calls failed");
              });
    }
  }

  @Test
  void retryWaitsAreCutShortWhenTheBreakerOpensAndAnotherRegionIsAtHand() {
    pair.secondary.failProbes(Failures::reset); // No switch: each call begins in the primary.
    try (HaStreamClient client = pair.client()) {
      pair.primary.failPuts(Failures::reset);
      VirtualPair.put(client, "a");
      int waits = pair.time.waits().size();

      VirtualPair.put(client, "b"); // Its second attempt is the fifth failure.

      assertThat(pair.time.waits()).hasSize(waits + 1);
      assertThat(pair.primary.puts()).hasSize(5);
      assertThat(pair.secondary.stored()).containsExactly("a", "b");
    }
  }

  @Test
  void aTargetThatRefusesItsProbeIsNotSwitchedTo() {
    try (HaStreamClient client = pair.client()) {
      pair.secondary.failProbes(() -> Failures.status(404, "NotAuthorizedOrNotFound"));
      pair.primary.failPuts(Failures::refused);

      VirtualPair.put(client, "a");
      pair.time.runPending();

      assertThat(client.status().isPrimaryActive()).isTrue();
      assertThat(pair.secondary.stored()).containsExactly("a"); // Handed over nevertheless.
      assertThat(pair.events.of(SecondaryRefused.class))
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event.target()).isEqualTo(VirtualPair.SECONDARY);
                assertThat(event.reason()).isEqualTo("404 NotAuthorizedOrNotFound");
              });
      assertThat(pair.events.of(FailoverNotPossible.class)).hasSize(1);
    }
  }

  @Test
  void aTargetWhoseProbeIsThrottledIsProvedByTheCallThatItServes() {
    try (HaStreamClient client = pair.client()) {
      pair.secondary.failProbes(() -> Failures.status(429));
      pair.primary.failPuts(Failures::refused);

      VirtualPair.put(client, "a");
      pair.time.runPending();

      assertThat(client.status().isPrimaryActive()).isFalse();
      assertThat(pair.events.of(SecondaryRefused.class)).isEmpty();
    }
  }

  @Test
  void aTargetWithMorePartitionsThanThePrimaryIsRefusedAndNotWrittenTo() {
    StreamTarget primary =
        StreamTarget.builder(
                VirtualPair.PRIMARY.region(),
                VirtualPair.PRIMARY.streamOcid(),
                VirtualPair.PRIMARY.endpoint())
            .partitions(3)
            .build();
    try (HaStreamClient client = pair.start(pair.builder().primary(primary))) {
      pair.primary.failPuts(Failures::refused);

      // The scripted secondary has every partition asked for.
      assertThatThrownBy(() -> VirtualPair.put(client, "a"))
          .isInstanceOf(AllRegionsUnavailableException.class)
          .hasMessageContaining("not written to: it has more partitions");
      pair.time.runPending();

      assertThat(client.status().isPrimaryActive()).isTrue();
      assertThat(client.status().secondaryFitness()).isEqualTo(Fitness.HARMFUL);
      assertThat(pair.secondary.puts()).isEmpty();
      assertThat(pair.events.of(SecondaryRefused.class))
          .singleElement()
          .satisfies(event -> assertThat(event.reason()).contains("more partitions", "3"));
    }
  }

  @Test
  void theSwitchIsMadeUpForOnceTheTargetCanServe() {
    try (HaStreamClient client = pair.client()) {
      pair.secondary.failProbes(Failures::reset);
      pair.primary.failPuts(Failures::refused).failProbes(Failures::refused);
      VirtualPair.put(client, "a");
      VirtualPair.put(client, "b"); // The primary's breaker is open now.
      pass(Duration.ofSeconds(3));
      assertThat(client.status().isPrimaryActive()).isTrue();

      pair.secondary.failProbes(() -> null);
      pair.secondary.heal();
      pass(Duration.ofSeconds(2));

      assertThat(client.status().isPrimaryActive()).isFalse();
      assertThat(pair.events.of(FailoverStarted.class)).hasSize(1);
      assertThat(pair.events.of(FailoverNotPossible.class)).hasSize(1);
    }
  }

  @Test
  void theTargetBeginsWithClosedBreakers() {
    try (HaStreamClient client = pair.client()) {
      pair.secondary.failPuts(Failures::reset).failProbes(Failures::reset);
      pair.primary.failPuts(Failures::refused).failProbes(Failures::refused);
      for (int call = 0; call < 4; call++) {
        assertThatThrownBy(() -> VirtualPair.put(client, "nobody's"))
            .isInstanceOf(AllRegionsUnavailableException.class);
      }
      assertThat(client.status().regions().get(1).writeBreaker()).isEqualTo("OPEN");

      pair.secondary.heal();
      pass(Duration.ofSeconds(6));

      assertThat(client.status().isPrimaryActive()).isFalse();
      assertThat(client.status().regions())
          .filteredOn(region -> region.target().equals(VirtualPair.SECONDARY))
          .singleElement()
          .satisfies(region -> assertThat(region.writeBreaker()).isEqualTo("CLOSED"));
    }
  }

  @Test
  void aSwitchIsMadeUpForOnlyIfTheFailureStillStands() {
    try (HaStreamClient client = pair.client()) {
      pair.secondary.failProbes(Failures::reset);
      pair.primary.failPuts(Failures::refused);
      VirtualPair.put(client, "a");
      VirtualPair.put(client, "b"); // The primary's breaker is open now.
      pass(Duration.ofSeconds(3));

      pair.secondary.heal();
      pass(Duration.ofSeconds(30));
      assertThat(client.status().isPrimaryActive()).isTrue(); // Was it our own network?

      VirtualPair.put(client, "c"); // Handed over, after the primary failed it.
      pass(Duration.ofSeconds(6));
      assertThat(client.status().isPrimaryActive()).isFalse();
      assertThat(pair.secondary.stored()).containsExactly("a", "b", "c");
    }
  }

  @Test
  void readsFailingSwitchesToo() {
    try (HaStreamClient client = pair.client()) {
      pair.primary.failReads(Failures::refused);

      VirtualPair.read(client);
      pair.time.runPending();

      assertThat(client.status().isPrimaryActive()).isFalse();
      assertThat(pair.events.of(FailoverCompleted.class).get(0).reason()).contains("READ");
    }
  }

  @Test
  void successfulReadsDoNotHideThatWritesFail() {
    try (HaStreamClient client = pair.client()) {
      pair.primary.failPuts(Failures::reset);
      for (int call = 0; call < 3; call++) {
        VirtualPair.read(client);
        VirtualPair.read(client);
        VirtualPair.read(client);
        VirtualPair.put(client, "a");
      }

      assertThat(client.status().isPrimaryActive()).isFalse();
    }
  }

  @Test
  void failuresOfTheSecondaryWhileThePrimaryIsActiveSwitchNothing() {
    try (HaStreamClient client = pair.client()) {
      VirtualPair.put(client, "before");
      pair.primary.failPuts(() -> Failures.status(404));
      pair.secondary.failPuts(Failures::reset);
      for (int call = 0; call < 5; call++) {
        try {
          VirtualPair.put(client, "a");
        } catch (io.github.hastreaming.call.AllRegionsUnavailableException expected) {
          // Neither serves.
        }
      }
      pair.time.runPending();

      assertThat(client.status().isPrimaryActive()).isTrue();
      assertThat(pair.events.of(FailoverStarted.class)).isEmpty();
    }
  }
}
