package io.github.hastreaming.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.event.FailbackCompleted;
import io.github.hastreaming.event.FailoverCompleted;
import io.github.hastreaming.event.RegionFailed;
import io.github.hastreaming.failover.RegionStatus;
import io.github.hastreaming.support.TimedRegions;

/** What a verdict about a region would leave behind. */
final class Traces {

  private Traces() {}

  /** Nobody took the primary for anything but well. */
  static void assertNothingMoved(TimedRegions regions) {
    assertThat(regions.events().of(RegionFailed.class)).isEmpty();
    assertThat(regions.events().of(FailoverCompleted.class)).isEmpty();
    assertThat(regions.events().of(FailbackCompleted.class)).isEmpty();
    assertThat(regions.secondary().values()).isEmpty();
    assertThat(regions.time().uncaught()).isEmpty();
  }

  static void assertBreakersClosed(HaStreamClient client) {
    assertThat(client.status().regions())
        .allSatisfy(
            region -> {
              assertThat(region.writeBreaker()).isEqualTo("CLOSED");
              assertThat(region.readBreaker()).isEqualTo("CLOSED");
            });
  }

  static RegionStatus primaryOf(HaStreamClient client, TimedRegions regions) {
    return client.status().regions().stream()
        .filter(region -> region.target().equals(regions.primary().target()))
        .findFirst()
        .orElseThrow();
  }
}
