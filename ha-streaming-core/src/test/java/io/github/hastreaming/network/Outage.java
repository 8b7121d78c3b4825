package io.github.hastreaming.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.support.Account;

/** An outage of the primary that ends: it must cost no message and no error. */
final class Outage {

  private Outage() {}

  static void costsNothing(String name, Traffic traffic, Runnable begin, Runnable end) {
    long began = System.nanoTime();
    begin.run();
    long switched = traffic.awaitSwitchMillisAfter(began);
    traffic.awaitMore();
    end.run();
    traffic.awaitFailback();
    traffic.awaitMore();
    Account account = traffic.drain();

    Figures.print(name, switched, traffic, account);
    assertThat(traffic.errors()).isEmpty();
    assertThat(account.lost()).isZero();
  }
}
