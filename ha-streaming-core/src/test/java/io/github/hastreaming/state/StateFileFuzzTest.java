package io.github.hastreaming.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever a state file holds, it is a state, and comes back unchanged when written; or it is
 * refused with the key that is wrong.
 */
class StateFileFuzzTest {

  private static final Duration LONG = Duration.ofDays(366);

  @Timeout(value = 11, unit = TimeUnit.MINUTES)
  @FuzzTest(maxDuration = "10m")
  void isAStateOrRefusedByItsKey(byte[] content) throws IOException {
    Map<String, String> values;
    try {
      values = PropertiesText.parse(content);
    } catch (IllegalArgumentException malformedEscape) {
      return;
    }
    assertThat(PropertiesText.parse(PropertiesText.format("", values))).isEqualTo(values);
    FailoverState state;
    try {
      state = StateProperties.read(values);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining(StateProperties.PREFIX);
      return;
    }
    assertThat(writtenAndRead(state)).isEqualTo(state);
    requireUsable(state);
  }

  private static FailoverState writtenAndRead(FailoverState state) throws IOException {
    Map<String, String> values = StateProperties.write(state);
    state.otherFields().forEach(values::putIfAbsent);
    return StateProperties.read(PropertiesText.parse(PropertiesText.format("", values)));
  }

  /** The client counts on, adds to times, takes them from each other, and waits for nanoseconds. */
  private static void requireUsable(FailoverState state) {
    assertThat(state.epoch() + 1).isPositive();
    assertThat(state.holdDown().multipliedBy(4).toNanos()).isNotNegative();
    requireUsable(state.since());
    requireUsable(state.holdDownSince());
    state.replacedAt().values().forEach(StateFileFuzzTest::requireUsable);
    state.pin().map(Pin::until).ifPresent(StateFileFuzzTest::requireUsable);
  }

  private static void requireUsable(Instant time) {
    assertThat(time.plus(LONG)).isAfter(time);
    assertThat(time.minus(LONG).toEpochMilli()).isLessThan(time.toEpochMilli());
  }
}
