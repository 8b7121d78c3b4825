package io.github.hastreaming.benchmarks;

import com.oracle.bmc.streaming.Stream;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** What calls cost besides the delegate's own time, in nanoseconds and bytes. */
final class Overhead {

  static final String STREAM_OCID = "ocid1.stream.oc1.sa-saopaulo-1.aaaaaaaaprimary";
  private static final String SECONDARY_OCID = "ocid1.stream.oc1.sa-vinhedo-1.aaaaaaasecondary";

  private Overhead() {}

  static void run(String... args) throws RunnerException, CommandLineOptionException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .parent(new CommandLineOptions(args))
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true);
    new Runner(options.build()).run();
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
