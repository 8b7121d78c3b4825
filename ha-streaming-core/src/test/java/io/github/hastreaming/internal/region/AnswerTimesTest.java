package io.github.hastreaming.internal.region;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnswerTimesTest {

  private final AnswerTimes times = new AnswerTimes();

  @Test
  void nothingIsUsualBeforeTheFirstAnswer() {
    assertThat(times.usual()).isZero();
  }

  @Test
  void ofFewAnswersTheSlowestIsUsual() {
    times.add(5);
    times.add(7);

    assertThat(times.usual()).isEqualTo(7);
  }

  @Test
  void theThirdSlowestIsUsualSoThatTwoOutliersAreNot() {
    for (int call = 0; call < 10; call++) {
      times.add(3);
    }
    times.add(900);
    times.add(800);

    assertThat(times.usual()).isEqualTo(3);
    times.add(700);
    assertThat(times.usual()).isEqualTo(700);
  }

  @Test
  void onlyTheLastTwentyCount() {
    for (int call = 0; call < 3; call++) {
      times.add(900);
    }
    for (int call = 0; call < AnswerTimes.COUNT - 3; call++) {
      times.add(2);
    }
    assertThat(times.usual()).isEqualTo(900);

    times.add(2);

    assertThat(times.usual()).isEqualTo(2);
  }
}
