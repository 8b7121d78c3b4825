package io.github.hastreaming.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TwoRegionsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @RegisterExtension
  private final TwoRegions regions =
      TwoRegions.create().partitions(2).clock(Clock.fixed(NOW, ZoneOffset.UTC));

  @RepeatedTest(2)
  void givesEachTestFreshRegions() {
    assertThat(regions.primary().requests()).isEmpty();
    assertThat(regions.primary().now()).isEqualTo(NOW);
    regions.primary().advanceClock(Duration.ofHours(1));
    assertThat(regions.secondary().now()).isEqualTo(NOW);
  }

  @Test
  void eachHasItsOwnStream() {
    assertThat(regions.primaryStreamOcid()).contains("sa-saopaulo-1");
    assertThat(regions.secondaryStreamOcid()).contains("sa-vinhedo-1");
    assertThat(regions.primary().messages(regions.primaryStreamOcid())).isEmpty();
    assertThat(regions.secondary().messages(regions.secondaryStreamOcid())).isEmpty();
    assertThat(regions.primary().port()).isNotEqualTo(regions.secondary().port());
  }

  @Test
  void hasNoRegionsOutsideOfTests() {
    assertThatNullPointerException().isThrownBy(TwoRegions.create()::primary);
  }
}
