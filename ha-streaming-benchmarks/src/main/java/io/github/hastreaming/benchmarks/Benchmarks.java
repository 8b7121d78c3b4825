package io.github.hastreaming.benchmarks;

import java.util.Arrays;

/** Runs one of the benchmarks by its name. */
public final class Benchmarks {

  private static final String USAGE =
      """
      usage: Benchmarks overhead [OPTIONS OF JMH]   what a call costs besides the delegate's own time
             Benchmarks gap [FAULT...]              how long a failover takes, for its callers
             Benchmarks throughput [SECONDS]        calls a second over HTTP, against the plain client
             Benchmarks disturbed [SECONDS]         what listeners and stores that misbehave cost a put
             Benchmarks watch [SECONDS]             what 200 clients that watch one PostgreSQL cost it
      """;

  private Benchmarks() {}

  /**
   * Runs the benchmark.
   *
   * @param args its name, and its own arguments
   */
  public static void main(String[] args) throws Exception {
    String[] rest = args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
    switch (args.length == 0 ? "" : args[0]) {
      case "overhead" -> Overhead.run(rest);
      case "gap" -> FailoverGap.run(rest);
      case "throughput" -> HttpThroughput.run(rest);
      case "disturbed" -> Disturbed.run(rest);
      case "watch" -> Watching.run(rest);
      default -> {
        System.err.print(USAGE);
        System.exit(2);
      }
    }
    System.exit(0);
  }
}
