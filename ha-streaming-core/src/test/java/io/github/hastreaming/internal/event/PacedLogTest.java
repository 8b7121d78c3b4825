package io.github.hastreaming.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.support.VirtualTimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacedLogTest {

  private static final Duration INTERVAL = Duration.ofSeconds(30);

  private final VirtualTimeSource time = new VirtualTimeSource();
  private final PacedLog log = new PacedLog(time);
  private final List<String> lines = new ArrayList<>();

  private void log(String subject, String line) {
    log.log(subject, lines::add, line);
  }

  @Test
  void theFirstLineIsLoggedAtOnce() {
    log("region", "it fails");

    assertThat(lines).containsExactly("it fails");
  }

  @Test
  void whatFollowsIsToldInOneLineAtTheEndOfTheInterval() {
    log("region", "it fails");
    for (int call = 1; call <= 500; call++) {
      log("region", "it fails: " + call);
    }
    assertThat(lines).hasSize(1);

    time.advance(INTERVAL);

    assertThat(lines).containsExactly("it fails", "it fails: 500 (500 times more within 30 s)");
  }

  @Test
  void aSubjectThatNeverRestsHasALineForEachInterval() {
    for (int second = 0; second < 3600; second++) {
      log("region", "it fails");
      time.advance(Duration.ofSeconds(1));
    }

    assertThat(lines).hasSize(1 + 3600 / 30);
  }

  @Test
  void afterAQuietIntervalTheNextLineIsLoggedAtOnceAgain() {
    log("region", "it fails");
    time.advance(INTERVAL);
    assertThat(lines).hasSize(1);

    log("region", "it fails again");

    assertThat(lines).containsExactly("it fails", "it fails again");
  }

  @Test
  void aSecondLineIsToldAsItIs() {
    log("region", "it fails");
    log("region", "it fails");
    time.advance(INTERVAL);

    assertThat(lines).last().isEqualTo("it fails (once more within 30 s)");
  }

  @Test
  void whatBeginsAnewIsLoggedAtOnceAfterWhatWasCounted() {
    log("region", "it fails");
    log("region", "it still fails");

    log.beginEpisode();
    log("region", "it fails again");
    time.advance(INTERVAL);

    assertThat(lines)
        .containsExactly("it fails", "it still fails (once more within 30 s)", "it fails again");
  }

  @Test
  void theEndOfAnEarlierIntervalDoesNotEndALaterOne() {
    log("region", "first");
    time.advance(INTERVAL.dividedBy(2));
    log.beginEpisode();
    log("region", "second");

    time.advance(INTERVAL.dividedBy(2));
    log("region", "second again");

    assertThat(lines).containsExactly("first", "second");
  }

  @Test
  void subjectsDoNotHideEachOther() {
    log("writes", "writes fail");
    log("reads", "reads fail");

    assertThat(lines).containsExactly("writes fail", "reads fail");
  }
}
