package io.github.hastreaming.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailoverDemoTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @EnumSource(DemoFault.class)
  void losesNothingAndShowsNoErrorToTheApplication(DemoFault fault) throws Exception {
    // A hang is known once it is longer than calls may take.
    Duration outage = Duration.ofSeconds(fault == DemoFault.HANG ? 12 : 3);
    DemoOptions options =
        new DemoOptions(
            fault, true, 100, Duration.ofMillis(300), outage, Duration.ofMillis(300), false);

    DemoResult result = FailoverDemo.run(options, new PrintStream(out, true, UTF_8));

    assertThat(result.isGood()).as(out.toString(UTF_8)).isTrue();
    assertThat(result.errors()).isZero();
    assertThat(result.lostMessages()).isEmpty();
    assertThat(result.delivered()).isEqualTo(result.sent());
    assertThat(lines())
        .filteredOn(line -> line.startsWith("RESULT"))
        .singleElement()
        .asString()
        .matches(
            "RESULT fault="
                + fault
                + " sent=\\d+ acknowledged=\\d+ delivered=\\d+ lost=0 duplicates=\\d+ errors=0"
                + " failoverMs=\\d+ failbackMs=\\d+");
  }

  @Test
  void aPrimaryThatFlapsCostsNothingEitherAndDoesNotMakeThePairFlap() throws Exception {
    DemoOptions options =
        new DemoOptions(
            DemoFault.STATUS_500,
            true,
            100,
            Duration.ofMillis(300),
            Duration.ofSeconds(9),
            Duration.ofMillis(300),
            true);

    DemoResult result = FailoverDemo.run(options, new PrintStream(out, true, UTF_8));

    assertThat(result.isGood()).as(out.toString(UTF_8)).isTrue();
    assertThat(lines()).filteredOn(line -> line.endsWith("the fault is back")).hasSize(2);
    assertThat(out.toString(UTF_8)).containsPattern("The pair switched [2-4] times.");
  }

  @Test
  void flapTakesNoValueAndStandsAnywhere() throws Exception {
    assertThat(DemoOptions.parse("--flap", "--rate", "7").rate()).isEqualTo(7);
    assertThat(DemoOptions.parse("--rate", "7", "--flap").flap()).isTrue();
    assertThat(DemoOptions.parse().flap()).isFalse();
  }

  @Test
  void helpShowsTheUsage() throws Exception {
    assertThat(run("--help")).isEqualTo(FailoverDemo.GOOD);
    assertThat(out.toString(UTF_8)).startsWith("usage: FailoverDemo");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--falt 500",
        "--fault 404",
        "--fault",
        "--flap yes",
        "--rate 0",
        "--rate 1001",
        "--rate fast",
        "--outage 1",
        "500"
      })
  void aMistypedOptionEndsInTheUsageAndStatusTwo(String commandLine) throws Exception {
    assertThat(run(commandLine.split(" "))).isEqualTo(FailoverDemo.WRONG_USAGE);
    assertThat(err.toString(UTF_8)).contains("usage: FailoverDemo");
    assertThat(out.toString(UTF_8)).isEmpty();
  }

  private int run(String... args) throws InterruptedException {
    return FailoverDemo.run(
        new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), args);
  }

  private List<String> lines() {
    return out.toString(UTF_8).lines().toList();
  }
}
