package application;

import io.github.hastreaming.HaStreamClient;

/** Without a framework. */
public final class PlainApplication {

  private PlainApplication() {}

  public static void main(String[] arguments) {
    Failover.run(HaStreamClient.builder(), () -> {});
  }
}
