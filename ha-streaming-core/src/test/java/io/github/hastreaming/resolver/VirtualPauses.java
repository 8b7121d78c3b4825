package io.github.hastreaming.resolver;

import io.github.hastreaming.support.VirtualTimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Lets provisioning wait in virtual time, for tests of other packages. */
public final class VirtualPauses {

  private VirtualPauses() {}

  public static ProvisioningBuilder in(VirtualTimeSource time, ProvisioningBuilder builder) {
    return builder.pauses(
        new Pauses() {
          @Override
          public long nanoTime() {
            return time.nanoTime();
          }

          @Override
          public void pause(Duration duration) throws InterruptedException {
            time.await(new CompletableFuture<>(), duration);
          }
        });
  }
}
