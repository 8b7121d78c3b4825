package io.github.hastreaming.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.call.FailureClassifier;
import io.github.hastreaming.call.WriteReplay;
import io.github.hastreaming.internal.settings.Defaults;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tables of docs/options.md say what the code does. */
class OptionsTableTest {

  private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| (.+?) \\| .+ \\|");

  private String page = "";
  private final Map<String, String> documented = new LinkedHashMap<>();

  @BeforeEach
  void readTheTable() throws IOException {
    page = document("options.md");
    Matcher row = ROW.matcher(page);
    while (row.find()) {
      documented.put(row.group(1), row.group(2).replace("`", ""));
    }
  }

  @Test
  void listsEveryOptionOfTheBuilder() {
    String[] options =
        Arrays.stream(HaStreamClientBuilder.class.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .filter(method -> method.getReturnType() == HaStreamClientBuilder.class)
            .map(Method::getName)
            .distinct()
            .toArray(String[]::new);

    assertThat(documented).containsOnlyKeys(options);
  }

  @Test
  void hasTheDefaultsOfTheCode() {
    assertThat(documented)
        .contains(
            entry("connectTimeout", text(Defaults.CONNECT_TIMEOUT)),
            entry("readTimeout", text(Defaults.READ_TIMEOUT)),
            entry("probeTimeout", text(Defaults.PROBE_TIMEOUT)),
            entry("callTimeout", text(Defaults.CALL_TIMEOUT)),
            entry("slowCallThreshold", text(Defaults.SLOW_CALL_THRESHOLD)),
            entry("maxConcurrentCalls", Integer.toString(Defaults.MAX_CONCURRENT_CALLS)),
            entry("sweepInterval", text(Defaults.SWEEP_INTERVAL)),
            entry(
                "statePollInterval",
                text(Defaults.STATE_POLL_LOCAL)
                    + " for a file, "
                    + text(Defaults.STATE_POLL_REMOTE)
                    + " else"),
            entry("writeReplay", WriteReplay.AT_LEAST_ONCE.name()))
        .containsEntry(
            "retryConfig",
            Defaults.RETRY_ATTEMPTS
                + " attempts; "
                + text(Defaults.RETRY_FIRST_WAIT)
                + ", doubling, +-"
                + percent(Defaults.RETRY_JITTER)
                + ", at most "
                + text(Defaults.RETRY_WAIT_CAP))
        .containsEntry(
            "circuitBreakerConfig",
            Defaults.BREAKER_WINDOW
                + " calls, at least "
                + Defaults.BREAKER_MINIMUM_CALLS
                + ", "
                + percent(Defaults.BREAKER_FAILURE_RATE / 100)
                + ", open for "
                + text(Defaults.BREAKER_OPEN_TIME));
    assertThat(page)
        .contains(
            "`automatic()` | when the client comes back: hold-down "
                + Defaults.HOLD_DOWN.toSeconds()
                + " s, doubling to "
                + text(Defaults.MAX_HOLD_DOWN)
                + "; probes every "
                + text(Defaults.PROBE_INTERVAL)
                + " +-"
                + percent(Defaults.PROBE_JITTER)
                + ", "
                + Defaults.PROBE_SUCCESSES
                + " in a row; "
                + Defaults.TRIAL_CALLS
                + " trial calls of each kind that failed");
    assertThat(Defaults.RETRY_FACTOR).as("doubling").isEqualTo(2);
    assertThat(FailureClassifier.standard()).isNotNull();
  }

  @Test
  void hasTheTimesThatCannotBeSet() throws IOException {
    assertThat(page.replaceAll("\\s+", " "))
        .contains(
            "asked every "
                + text(Defaults.FIND_UNTIL_FOUND)
                + " until it finds something and every "
                + text(Defaults.FIND_AFTER)
                + " after");
    assertThat(document("how-it-works.md"))
        .contains("Three in a row: the region is skipped for " + text(Defaults.REFUSED_SKIP));
    assertThat(Defaults.REFUSALS_TO_SKIP).as("Three in a row").isEqualTo(3);
  }

  private static String document(String name) throws IOException {
    return Files.readString(Path.of("..", "docs", name));
  }

  private static String percent(double share) {
    return Math.round(share * 100) + " %";
  }

  /** 100 ms, 1.5 s, 5 s, 5 min. */
  private static String text(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1000) {
      return millis + " ms";
    }
    if (millis % 60_000 == 0) {
      return millis / 60_000 + " min";
    }
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis / 1000.0 + " s";
  }
}
