package io.github.hastreaming.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;

/** Runs one of the benchmarks by its name, or all. */
public final class Benchmarks {

  private static final String USAGE =
      """
      usage: Benchmarks all                         every one, into RESULTS.md and failover-gap.png
             Benchmarks overhead [OPTIONS OF JMH]   what a call costs besides the delegate's own time
             Benchmarks throughput [ROUNDS]         calls a second over HTTP, against the plain client
             Benchmarks gap [FAULT...]              how long a failover takes, for its callers
             Benchmarks disturbed [SECONDS]         what listeners and stores that misbehave cost a put
             Benchmarks memory [CLIENTS]            heap and threads of a client that does nothing
             Benchmarks watch [SECONDS]             what 200 clients that watch one PostgreSQL cost it
      """;

  private static final Path RESULTS = Path.of("RESULTS.md");
  private static final Path CHART = Path.of("failover-gap.png");

  private final Report report = new Report();

  private Benchmarks() {}

  /**
   * Runs the benchmark.
   *
   * @param args its name, and its own arguments
   */
  public static void main(String[] args) throws Exception {
    String[] rest = args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
    if (!new Benchmarks().run(args.length == 0 ? "" : args[0], rest)) {
      System.err.print(USAGE);
      System.exit(2);
    }
    System.exit(0);
  }

  private boolean run(String name, String... args) throws Exception {
    switch (name) {
      case "overhead" -> Overhead.run(report, args);
      case "throughput" -> HttpThroughput.run(report, args);
      case "gap" -> new FailoverGap(report, Path.of("target").resolve(CHART)).run(args);
      case "disturbed" -> Disturbed.run(report, args);
      case "memory" -> IdleMemory.run(report, args);
      case "watch" -> Watching.run(report, args);
      case "all" -> all();
      default -> {
        return false;
      }
    }
    return true;
  }

  private void all() throws Exception {
    Overhead.run(report);
    HttpThroughput.run(report);
    new FailoverGap(report, CHART).run();
    Disturbed.run(report);
    IdleMemory.run(report);
    Watching.run(report);
    report.writeTo(RESULTS);
  }
}
