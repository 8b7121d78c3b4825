package io.github.hastreaming.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.support.Consumer;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.Scenario;
import io.github.hastreaming.support.Scenario.ConsumerProcess;
import io.github.hastreaming.support.SharedTimeSource;
import io.github.hastreaming.support.VirtualTimeSource;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.FaultScope;
import io.github.hastreaming.testkit.TwoRegions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How often a chain of cursors asks a stream that has nothing to give, in virtual time. */
class SweepPaceTest {

  private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(5);

  private final VirtualTimeSource time = new VirtualTimeSource();

  @RegisterExtension
  final TwoRegions regions = TwoRegions.create().clock(SharedTimeSource.clockOf(time));

  /** When the secondary was asked for messages. */
  private final List<Instant> asked = new ArrayList<>();

  private void poll(Scenario scenario, Consumer consumer) {
    regions.secondary().clearRequests();
    scenario.poll(consumer);
    regions.secondary().requests().stream()
        .filter(request -> request.path().endsWith("/messages"))
        .forEach(request -> asked.add(time.now()));
  }

  private void requireOneInEachInterval() {
    for (int i = 1; i < asked.size(); i++) {
      assertThat(Duration.between(asked.get(i - 1), asked.get(i)))
          .isGreaterThanOrEqualTo(SWEEP_INTERVAL);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEmptyStreamIsAskedOnceInEachSweepInterval(ConsumerProcess process) {
    try (Scenario scenario = new Scenario(regions, time, process, () -> Pair.builder(regions))) {
      Consumer reader = scenario.reader().limit(1);
      for (int polls = 0; polls < 120; polls++) {
        if (polls % 7 == 0) {
          scenario.put("m" + polls);
        }
        if (polls == 60) {
          scenario.inTheMiddle();
        }
        poll(scenario, reader);
      }
      // A minute has twelve intervals.
      assertThat(asked).hasSizeBetween(11, 13);
      requireOneInEachInterval();
    }
  }

  @Test
  void aThrottledStreamIsAskedOnceInEachSweepInterval() {
    try (Scenario scenario =
        new Scenario(regions, time, ConsumerProcess.GOES_ON, () -> Pair.builder(regions))) {
      Consumer member = scenario.join("m", true).limit(1);
      regions.secondary().inject(Fault.throttled().on(FaultScope.READS));
      for (int polls = 0; polls < 60; polls++) {
        poll(scenario, member);
      }
      assertThat(asked).hasSizeBetween(5, 7);
      requireOneInEachInterval();
    }
  }
}
