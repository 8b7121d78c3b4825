package io.github.hastreaming.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.event.Pinned;
import io.github.hastreaming.failover.FailbackPolicy;
import io.github.hastreaming.state.FailoverStateStore;
import io.github.hastreaming.support.Failures;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * A client's whole life: it fails over, comes home, is pinned, with a shared store and all its
 * background work. That life is lived again and again, each time with one trouble somewhere else.
 */
class TroubleAnywhereTest {

  private static final Duration STEP = Duration.ofSeconds(2);
  private static final int MOST_LIVES = 4000;

  @Test
  void oneErrorAtAnyMomentOfAnyBackgroundTaskEndsNothing() {
    int looks = live(pair -> {}).trouble.looks();

    eachOf(looks, nth -> live(pair -> pair.trouble.errorAtLook(nth)));
  }

  @Test
  void oneThreadThatCannotBeStartedAtAnyMomentEndsNothing() {
    int starts = live(pair -> {}).trouble.starts();

    eachOf(starts, nth -> live(pair -> pair.trouble.refusedStart(nth)));
  }

  /** Every nth moment, or as many as there is time for, evenly spread. */
  private static void eachOf(int moments, Consumer<Integer> life) {
    List<String> broken = new ArrayList<>();
    int stride = moments / MOST_LIVES + 1;
    PrintStream before = System.err;
    System.setErr(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    try {
      for (int nth = 0; nth < moments; nth += stride) {
        try {
          life.accept(nth);
        } catch (Exception | AssertionError e) {
          broken.add("at " + nth + ": " + e);
        }
      }
    } finally {
      System.setErr(before);
    }
    assertThat(broken).isEmpty();
  }

  private static ScriptedPair live(Consumer<ScriptedPair> trouble) {
    ScriptedPair pair = new ScriptedPair();
    trouble.accept(pair);
    HaStreamClient client =
        pair.start(
            pair.builder()
                .stateStore(FailoverStateStore.inMemory())
                .statePollInterval(Duration.ofSeconds(5))
                .failbackPolicy(FailbackPolicy.automatic()));
    call(pair, client, 5);

    pair.primary.failPuts(Failures::refused).failReads(Failures::refused);
    pair.primary.failProbes(Failures::refused);
    call(pair, client, 20);
    assertThat(client.status().isPrimaryActive()).as("after the failure").isFalse();

    pair.primary.heal();
    call(pair, client, 200);
    assertThat(client.status().isPrimaryActive()).as("after the recovery").isTrue();
    assertThat(client.status().regions().get(0).readBreaker()).isEqualTo("CLOSED");

    client.failover().pin(ScriptedPair.PRIMARY, Duration.ofMinutes(1));
    call(pair, client, 60);
    assertThat(client.status().pin()).as("a minute's pin, two minutes later").isEmpty();

    int told = pair.events.of(Pinned.class).size();
    client.failover().pin(ScriptedPair.PRIMARY, Duration.ofMinutes(1));
    call(pair, client, 2);
    assertThat(pair.events.of(Pinned.class)).as("told after all").hasSizeGreaterThan(told);
    pair.secondary.failPuts(Failures::refused);
    assertThat(client.status().stateStoreFailure()).isEmpty();
    client.close();
    assertThat(pair.trouble.uncaught()).isEmpty();
    return pair;
  }

  private static void call(ScriptedPair pair, HaStreamClient client, int times) {
    for (int call = 0; call < times; call++) {
      pair.put(client, 1, STEP);
      ScriptedPair.read(client);
    }
  }
}
