package io.github.hastreaming.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.bmc.model.BmcException;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.event.FailoverStarted;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.support.VirtualPair;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** 401, 403, 404 and 409 IncorrectState: a misconfiguration at first, an outage later. */
class RefusalTest {

  private final VirtualPair pair = new VirtualPair();

  static Stream<BmcException> refusals() {
    return Stream.of(
        Failures.status(401, "NotAuthenticated"),
        Failures.status(403, "NotAuthorized"),
        Failures.status(404, "NotAuthorizedOrNotFound"),
        Failures.status(409, "IncorrectState"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aRegionThatNeverServedShowsItsRefusal(BmcException refusal) {
    try (HaStreamClient client = pair.client()) {
      pair.primary.failPuts(() -> refusal);

      assertThatThrownBy(() -> VirtualPair.put(client, "a")).isSameAs(refusal);

      assertThat(pair.secondary.puts()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aRegionThatServedBeforeHandsOverAtOnceAndWithoutBeingCounted(BmcException refusal) {
    try (HaStreamClient client = pair.client()) {
      VirtualPair.put(client, "before");
      pair.primary.failPuts(() -> refusal);

      for (int call = 0; call < 20; call++) {
        VirtualPair.put(client, "a" + call);
      }
      pair.time.runPending();

      assertThat(pair.secondary.stored()).hasSize(20);
      assertThat(pair.time.waits()).isEmpty();
      assertThat(client.status().regions().get(0).writeBreaker()).isEqualTo("CLOSED");
      assertThat(client.status().isPrimaryActive()).isTrue();
      assertThat(pair.events.of(FailoverStarted.class)).isEmpty();
    }
  }

  @Test
  void aDrillInASecondaryThatRefusesWritesFailsNoCall() {
    try (HaStreamClient client = pair.client()) {
      VirtualPair.put(client, "before");
      pair.secondary.failPuts(() -> Failures.status(404));
      client.failover().failOver("drill");
      for (int second = 0; second < 60; second++) {
        VirtualPair.put(client, "n" + second);
        pair.time.advance(Duration.ofSeconds(1));
      }

      assertThat(pair.primary.stored()).hasSize(61);
      assertThat(client.status().regions().get(1).lastFailure()).contains("404");
    }
  }

  @Test
  void aSecondaryThatRefusesWritesFailsNoCallOnceThePrimaryIsHealthyAgain() {
    pair.secondary.failPuts(() -> Failures.status(404));
    try (HaStreamClient client = pair.client()) {
      VirtualPair.put(client, "before");
      pair.primary.failReads(Failures::refused);
      for (int call = 0; call < 6; call++) {
        VirtualPair.read(client);
      }
      pair.time.runPending();
      assertThat(client.status().isPrimaryActive()).isFalse();

      VirtualPair.put(client, "written in the primary");
      assertThat(pair.primary.stored()).contains("written in the primary");
    }
  }

  @Test
  void threeRefusalsInARowSkipTheRegionForTenSeconds() {
    try (HaStreamClient client = pair.client()) {
      VirtualPair.put(client, "before");
      pair.primary.failPuts(() -> Failures.status(404));
      for (int call = 0; call < 3; call++) {
        VirtualPair.put(client, "a");
      }
      assertThat(pair.primary.puts()).hasSize(4);

      pair.time.advance(Duration.ofMillis(9_999));
      VirtualPair.put(client, "skipped");
      assertThat(pair.primary.puts()).hasSize(4);

      pair.time.advance(Duration.ofMillis(1));
      VirtualPair.put(client, "refused again");
      VirtualPair.put(client, "skipped again");
      assertThat(pair.primary.puts()).hasSize(5);
    }
  }

  @Test
  void aSuccessEndsARowOfRefusals() {
    try (HaStreamClient client = pair.client()) {
      VirtualPair.put(client, "before");
      for (int call = 0; call < 10; call++) {
        pair.primary.failNextPut(() -> Failures.status(404));
        pair.primary.failNextPut(() -> Failures.status(404));
        pair.primary.nextPut(pair.primary::store);
        for (int put = 0; put < 3; put++) {
          VirtualPair.put(client, "a");
        }
      }

      assertThat(pair.primary.puts()).hasSize(31);
    }
  }

  @Test
  void refusedWritesDoNotKeepReadsAway() {
    try (HaStreamClient client = pair.client()) {
      VirtualPair.put(client, "before");
      pair.primary.failPuts(() -> Failures.status(404));
      for (int call = 0; call < 5; call++) {
        VirtualPair.put(client, "a");
      }

      VirtualPair.read(client);

      assertThat(pair.primary.reads()).isEqualTo(1);
    }
  }

  @Test
  void whereBothRefuseTheCallerGetsThePreferredRegionsAnswer() {
    try (HaStreamClient client = pair.client()) {
      VirtualPair.put(client, "before");
      BmcException preferred = Failures.status(404);
      pair.primary.failPuts(() -> preferred);
      pair.secondary.failPuts(() -> Failures.status(403));

      for (int call = 0; call < 10; call++) { // Also once both are skipped.
        assertThatThrownBy(() -> VirtualPair.put(client, "a")).isSameAs(preferred);
      }
    }
  }

  @Test
  void aSkippedRegionIsStillTheLastResort() {
    try (HaStreamClient client = pair.client()) {
      VirtualPair.put(client, "before");
      pair.primary.failPuts(() -> Failures.status(404));
      for (int call = 0; call < 3; call++) {
        VirtualPair.put(client, "a");
      }
      pair.primary.heal();
      pair.secondary.failPuts(() -> Failures.status(503));

      VirtualPair.put(client, "b");

      assertThat(pair.primary.stored()).containsExactly("before", "b");
    }
  }

  @Test
  void aSecondaryThatNeverServedDoesNotHideThatThePrimaryIsDown() {
    try (HaStreamClient client = pair.client()) {
      pair.primary.failPuts(() -> Failures.status(503, "ServiceUnavailable"));
      pair.secondary.failPuts(() -> Failures.status(404, "NotAuthorizedOrNotFound"));

      assertThatThrownBy(() -> VirtualPair.put(client, "a"))
          .isInstanceOf(AllRegionsUnavailableException.class)
          .hasMessageContaining("503 ServiceUnavailable")
          .hasMessageContaining("404 NotAuthorizedOrNotFound");
    }
  }

  @Test
  void aSkippedPrimaryIsAskedBeforeANewSecondarysRefusalIsShown() {
    try (HaStreamClient client = pair.client()) {
      VirtualPair.put(client, "before");
      BmcException preferred = Failures.status(404);
      pair.primary.failPuts(() -> preferred);
      pair.secondary.failPuts(() -> Failures.status(503));
      for (int call = 0; call < 3; call++) {
        assertThatThrownBy(() -> VirtualPair.put(client, "a"))
            .isInstanceOf(AllRegionsUnavailableException.class);
      }
      pair.secondary.failPuts(() -> Failures.status(403));

      assertThatThrownBy(() -> VirtualPair.put(client, "a")).isSameAs(preferred);
    }
  }
}
