package io.github.hastreaming.benchmarks;

import com.oracle.bmc.streaming.Stream;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.target.StreamTarget;
import java.io.File;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** What calls cost besides the delegate's own time, in nanoseconds and bytes. */
final class Overhead {

  static final String STREAM_OCID = "ocid1.stream.oc1.sa-saopaulo-1.aaaaaaaaprimary";
  private static final String SECONDARY_OCID = "ocid1.stream.oc1.sa-vinhedo-1.aaaaaaasecondary";

  private static final int[] THREADS = {1, 8};

  private Overhead() {}

  /** Measures on the Resilience4j of the class path, and on the other line if it is at hand. */
  static void run(Report report, String... args) throws Exception {
    report.section(
        "What a call costs besides its delegate",
        "JMH: time and allocation of a call, delegates in memory that answer at once. `Resilience4j`"
            + " is a retry around a breaker, with the request copied, and nothing else.");
    measure(report, "Resilience4j " + System.getProperty("benchmark.resilience4j", ""), args);
    String other = System.getProperty("benchmark.resilience4j.other.classpath", "");
    if (other.isEmpty()) {
      return;
    }
    String own = System.getProperty("java.class.path");
    System.setProperty("java.class.path", other + File.pathSeparator + own); // JMH forks with it.
    try {
      measure(report, "Resilience4j " + System.getProperty("benchmark.resilience4j.other"), args);
    } finally {
      System.setProperty("java.class.path", own);
    }
  }

  private static void measure(Report report, String line, String... args)
      throws RunnerException, CommandLineOptionException {
    report.table(line, "threads", "time", "+-", "allocated");
    for (int threads : THREADS) {
      Options options =
          new OptionsBuilder()
              .parent(new CommandLineOptions(args))
              .threads(threads)
              .addProfiler(GCProfiler.class)
              .shouldFailOnError(true)
              .build();
      tell(report, new Runner(options).run());
    }
  }

  private static void tell(Report report, Collection<RunResult> results) {
    for (RunResult result : results) {
      Result<?> time = result.getPrimaryResult();
      report.row(
          name(result.getParams()),
          "" + result.getParams().getThreads(),
          String.format(Locale.ROOT, "%.0f ns", time.getScore()),
          String.format(Locale.ROOT, "%.0f ns", time.getScoreError()),
          String.format(Locale.ROOT, "%.0f B", allocated(result)));
    }
  }

  private static double allocated(RunResult result) {
    return Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"))
        .getScore();
  }

  private static String name(BenchmarkParams params) {
    String method = params.getBenchmark().replaceFirst(".*\\.", "");
    String sizes =
        params.getParamsKeys().stream()
            .map(key -> params.getParam(key) + " " + key)
            .collect(Collectors.joining(", "));
    return "`" + method + "`, " + sizes;
  }

  /** A client whose regions are both the delegate; sweeps are off, since they are other calls. */
  static Stream client(Stream delegate) throws InterruptedException {
    return Emulated.awaitSecondary(
        HaStreamClient.builder()
            .primary(StreamTarget.of("sa-saopaulo-1", STREAM_OCID, "http://127.0.0.1:1"))
            .secondaryResolver(
                SecondaryResolver.fixed(
                    StreamTarget.of("sa-vinhedo-1", SECONDARY_OCID, "http://127.0.0.1:2")))
            .sweepInterval(Duration.ZERO)
            .streamFactory((target, timeouts) -> delegate)
            .build(Emulated.credentials()));
  }
}
