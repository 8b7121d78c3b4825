package io.github.hastreaming.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.hastreaming.support.JavaProcess;
import io.github.hastreaming.support.RegionsProcess;
import io.github.hastreaming.target.StreamTarget;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A region's process is killed, or stopped and continued, while messages go through it. */
@Timeout(value = 3, unit = TimeUnit.MINUTES) // A busy machine starts processes slowly.
@Tag("environment")
class RegionProcessTest {

  private final RegionsProcess primary = region("sa-saopaulo-1=0");
  private final RegionsProcess secondary = region("sa-vinhedo-1=0");

  private static RegionsProcess region(String nameAndPort) {
    return RegionsProcess.start("--region", nameAndPort, "--stream", "orders:1");
  }

  private StreamTarget primaryStream() {
    return primary.target("sa-saopaulo-1");
  }

  private Traffic traffic() {
    return Traffic.between(primaryStream(), secondary.target("sa-vinhedo-1"));
  }

  @AfterEach
  void end() {
    primary.close();
    secondary.close();
  }

  @Test
  void aRegionThatStopsAndGoesOnCostsNoMessageAndNoError() {
    assumeTrue(JavaProcess.canBeSuspended(), "skipped: no SIGSTOP on this system");
    try (Traffic traffic = traffic()) {
      Outage.costsNothing(
          "SIGSTOP", traffic, primary.process()::suspend, primary.process()::resume);
    }
  }

  /** A process that is killed takes its messages along, which a region of the service does not. */
  @Test
  void aKilledRegionTakesAlongOnlyWhatItHadAndNobodyHadRead() {
    try (Traffic traffic = traffic()) {
      long killedAt = System.nanoTime();
      primary.process().kill();
      Set<String> acknowledgedBefore = new HashSet<>(traffic.acknowledged());
      long switched = traffic.awaitSwitchMillisAfter(killedAt);
      traffic.awaitMore();
      try (RegionsProcess again = region("sa-saopaulo-1=" + port())) {
        assertThat(again.target("sa-saopaulo-1").streamOcid())
            .as("the region has forgotten its streams")
            .isNotEqualTo(primaryStream().streamOcid());
        traffic.awaitMore();
        Set<String> lost =
            traffic.drainUntil(missing -> onlyFrom(acknowledgedBefore, missing).isEmpty());

        Figures.print("SIGKILL", switched, traffic, lost);
        assertThat(traffic.errors()).isEmpty();
        assertThat(traffic.producerPrefersPrimary()).as("come back to nothing").isFalse();
      }
    }
  }

  /** What is missing without having been acknowledged by the region that died. */
  private static Set<String> onlyFrom(Set<String> acknowledgedBefore, Set<String> missing) {
    Set<String> unaccounted = new HashSet<>(missing);
    unaccounted.removeAll(acknowledgedBefore);
    // A thread may not have noted yet what the region acknowledged before it died.
    return unaccounted.size() <= Traffic.PRODUCER_THREADS ? Set.of() : unaccounted;
  }

  private int port() {
    return URI.create(primaryStream().endpoint()).getPort();
  }
}
