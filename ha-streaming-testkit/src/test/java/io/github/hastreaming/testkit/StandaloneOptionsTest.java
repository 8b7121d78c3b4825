package io.github.hastreaming.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hastreaming.testkit.StandaloneOptions.RegionOption;
import io.github.hastreaming.testkit.StandaloneOptions.StreamOption;
import io.github.hastreaming.testkit.StandaloneOptions.UsageException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandaloneOptionsTest {
  @Test
  void readsTheCommandLine() {
    StandaloneOptions options =
        StandaloneOptions.parse(
            "--region", "sa-saopaulo-1=8081",
            "--region", "sa-vinhedo-1=0",
            "--stream", "events:3",
            "--stream", "a:b:1@sa-vinhedo-1",
            "--control", "9000",
            "--lifecycle-delay", "20");

    assertThat(options.regions())
        .containsExactly(
            new RegionOption("sa-saopaulo-1", 8081), new RegionOption("sa-vinhedo-1", 0));
    assertThat(options.streams())
        .containsExactly(
            new StreamOption("events", 3, null), new StreamOption("a:b", 1, "sa-vinhedo-1"));
    assertThat(options.controlPort()).isEqualTo(9000);
    assertThat(options.lifecycleDelay()).isEqualTo(Duration.ofSeconds(20));
    assertThat(options.help()).isFalse();
  }

  @Test
  void helpNeedsNothingElse() {
    assertThat(StandaloneOptions.parse("--help").help()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--unknown",
        "sa-saopaulo-1=8081",
        "--region",
        "--region sa-saopaulo-1",
        "--region =8081",
        "--region a=port",
        "--region a=65536",
        "--region a=1 --region a=2",
        "--region a=1 --stream events",
        "--region a=1 --stream events:0",
        "--region a=1 --stream events:1@b",
        "--region a=1 --stream events:1 --stream events:2@a",
        "--region a=1 --control -1",
        "--region a=1 --lifecycle-delay soon"
      })
  void refusesWhatMakesNoSense(String commandLine) {
    String[] arguments = commandLine.isEmpty() ? new String[0] : commandLine.split(" ", -1);

    assertThatThrownBy(() -> StandaloneOptions.parse(arguments)).isInstanceOf(UsageException.class);
  }
}
