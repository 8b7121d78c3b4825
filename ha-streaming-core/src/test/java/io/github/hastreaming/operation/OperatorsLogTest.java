package io.github.hastreaming.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.failover.FailbackPhase;
import io.github.hastreaming.failover.FailbackPolicy;
import io.github.hastreaming.resolver.ResolverContext;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.support.CapturedLog;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.support.FlakyStore;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.VirtualPair;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an operator is told in the log and the status, in virtual time. */
class OperatorsLogTest {

  private final VirtualPair pair = new VirtualPair();

  @Test
  void aSecondOutageSoonAfterTheFirstIsToldFromItsBeginning() {
    try (CapturedLog log = new CapturedLog();
        HaStreamClient client = pair.failedOver(pair.builder())) {
      pair.primary.heal();
      client.failover().failBack("mended");
      pair.failOver(client);

      assertThat(linesOf(log, "Failing over from", "Failed over from", "Failed back from"))
          .containsExactly(
              "Failing over from",
              "Failed over from",
              "Failed back from",
              "Failing over from",
              "Failed over from");
    }
  }

  private static List<String> linesOf(CapturedLog log, String... beginnings) {
    return log.text()
        .lines()
        .flatMap(line -> List.of(beginnings).stream().filter(line::contains))
        .toList();
  }

  @Test
  void whatWasDecidedBeforeTheProcessBeganIsNoWarningAndCountsFromThen() {
    FlakyStore store = new FlakyStore();
    pair.failedOver(pair.sharing(store)).close();
    VirtualPair later = new VirtualPair();
    later.time.advance(Duration.ofHours(1));

    try (CapturedLog log = new CapturedLog();
        HaStreamClient client =
            later.start(later.sharing(store).failbackPolicy(FailbackPolicy.manual()))) {
      assertThat(client.status().isPrimaryActive()).isFalse();
      assertThat(log.text()).contains("INFO", "switched from sa-saopaulo-1").doesNotContain("WARN");

      client.failover().failBack("mended");
      later.time.runPending();
      assertThat(log.text()).containsPattern("Failed back from sa-vinhedo-1 .* after 35[0-9]{2} s");
    }
  }

  @Test
  void whyThePrimaryIsNotComeBackToIsToldAsItChanges() {
    try (CapturedLog log = new CapturedLog();
        HaStreamClient client = pair.failedOver(pair.builder())) {
      pair.primary.failProbes(Failures::refused);
      pair.time.advance(Duration.ofSeconds(80));
      assertThat(client.status().failbackPhase()).isEqualTo(FailbackPhase.PROBES);
      assertThat(client.status().failback()).contains("probes: 0 of", "ConnectException");

      pair.primary.failProbes(() -> Failures.status(503));
      pair.time.advance(Duration.ofSeconds(10));

      assertThat(client.status().failback()).contains("503");
      assertThat(client.status().regions().get(0).lastFailure()).contains("probe: 503");
      assertThat(log.text()).contains("fails its probe: ConnectException", "fails its probe: 503");
    }
  }

  @Test
  void thatNoSecondaryIsThereBeforeItIsNeededIsNoWarningWhereItIsMadeThen() {
    SecondaryResolver onDemand =
        new SecondaryResolver() {
          @Override
          public List<StreamTarget> find(ResolverContext context) {
            return List.of();
          }

          @Override
          public boolean provisions() {
            return true;
          }
        };
    try (CapturedLog log = new CapturedLog();
        HaStreamClient client = pair.start(pair.builder().secondaryResolver(onDemand))) {
      pair.time.advance(Duration.ofHours(1));

      assertThat(client.status().secondary()).isEmpty();
      assertThat(log.text())
          .contains("No secondary stream before it is needed")
          .doesNotContain("WARN");
    }
  }

  @Test
  void aPinThatWasThereBeforeTheProcessBeganIsNoWarning() {
    FlakyStore store = new FlakyStore();
    try (HaStreamClient client = pair.start(pair.sharing(store))) {
      client.failover().pin(VirtualPair.SECONDARY, Duration.ofDays(1));
    }
    VirtualPair later = new VirtualPair();
    later.time.advance(Duration.ofHours(1));

    try (CapturedLog log = new CapturedLog();
        HaStreamClient client = later.start(later.sharing(store))) {
      assertThat(client.status().pin()).isPresent();
      assertThat(log.text()).contains("Pinned to sa-vinhedo-1").doesNotContain("WARN");
    }
  }

  @Test
  void aClientThatIsClosedWhileItLooksForItsSecondaryLeavesNoError() {
    AtomicReference<@Nullable HaStreamClient> client = new AtomicReference<>();
    try (CapturedLog log = new CapturedLog()) {
      client.set(
          pair.builder()
              .secondaryResolver(
                  context -> {
                    Objects.requireNonNull(client.get()).close();
                    return List.of(VirtualPair.SECONDARY);
                  })
              .build(Pair.credentials()));
      pair.time.runPending();

      assertThat(log.text()).doesNotContain("ERROR", "WARN");
    }
  }
}
