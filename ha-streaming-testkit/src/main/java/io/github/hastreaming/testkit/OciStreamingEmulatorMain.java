package io.github.hastreaming.testkit;

import io.github.hastreaming.testkit.StandaloneOptions.UsageException;
import java.util.concurrent.CountDownLatch;

/**
 * Runs emulated regions in a process of their own, for OCI SDKs of any language, until it is
 * killed. See {@code --help}.
 *
 * <p>Exit status: 2 if the command line makes no sense, 1 if a port is taken.
 */
public final class OciStreamingEmulatorMain {
  private OciStreamingEmulatorMain() {}

  public static void main(String[] args) throws InterruptedException {
    StandaloneOptions options = parse(args);
    if (options.help()) {
      System.out.print(StandaloneOptions.USAGE);
      return;
    }
    StandaloneRegions regions = start(options);
    Runtime.getRuntime().addShutdownHook(new Thread(regions::close));
    regions.describe().forEach(System.out::println);
    System.out.println("ready");
    new CountDownLatch(1).await();
  }

  private static StandaloneOptions parse(String[] args) {
    try {
      return StandaloneOptions.parse(args);
    } catch (UsageException e) {
      System.err.println(e.getMessage());
      System.err.print(StandaloneOptions.USAGE);
      System.exit(2);
      throw e;
    }
  }

  private static StandaloneRegions start(StandaloneOptions options) {
    try {
      return StandaloneRegions.start(options);
    } catch (IllegalStateException e) {
      System.err.println(e.getMessage());
      System.exit(1);
      throw e;
    }
  }
}
