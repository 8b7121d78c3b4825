package io.github.hastreaming.cli;

import java.util.function.Consumer;

/**
 * Says where a fleet is left when the process is ended from outside, as by Ctrl-C: it does not come
 * back by itself then.
 */
final class DrillShutdownHook implements AutoCloseable {

  private final Consumer<String> tell;
  private final Thread hook = new Thread(this::ended, "ha-streaming-drill-ended");
  private volatile String whereabouts = "";

  DrillShutdownHook(Consumer<String> tell) {
    this.tell = tell;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  void mayBeAt(String region, String home) {
    whereabouts = left("may be in " + region, home);
  }

  void isAt(String region, String home) {
    whereabouts = left("is in " + region, home);
  }

  private static String left(String where, String home) {
    return "ha-streaming: the drill was ended, and the fleet "
        + where
        + ", where it stays. To bring it back to "
        + home
        + ": ha-streaming failback --reason \"drill over\", with the same --store and --primary";
  }

  private void ended() {
    tell.accept(whereabouts);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process ends already: the hook runs.
    }
  }
}
