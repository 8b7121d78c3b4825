package io.github.hastreaming.state;

import static io.github.hastreaming.support.States.PRIMARY;
import static io.github.hastreaming.support.States.onPrimary;
import static io.github.hastreaming.support.States.onSecondary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every store keeps to. */
abstract class FailoverStateStoreContract {

  private static final Optional<FailoverState> NOTHING = Optional.empty();

  /** The same store each time within a test; empty at its beginning. */
  abstract FailoverStateStore store();

  @Test
  void isEmptyAtFirst() {
    assertThat(store().load(PRIMARY.streamOcid())).isEmpty();
  }

  @Test
  void givesBackEveryFieldAsItWasStored() {
    FailoverState state = onSecondary(7);

    assertThat(store().compareAndSet(NOTHING, state)).isTrue();

    assertThat(store().load(PRIMARY.streamOcid())).contains(state);
  }

  @Test
  void givesBackAStateOfFewFields() {
    FailoverState state = onPrimary(1);

    store().compareAndSet(NOTHING, state);

    assertThat(store().load(PRIMARY.streamOcid())).contains(state);
  }

  @Test
  void replacesTheVersionThatWasSeen() {
    store().compareAndSet(NOTHING, onPrimary(1));

    assertThat(store().compareAndSet(Optional.of(onPrimary(1)), onSecondary(2))).isTrue();

    assertThat(store().load(PRIMARY.streamOcid())).contains(onSecondary(2));
  }

  @Test
  void comparesVersionsAndNothingElse() {
    store().compareAndSet(NOTHING, onPrimary(1));

    assertThat(store().compareAndSet(Optional.of(onSecondary(1)), onSecondary(2))).isTrue();
  }

  @Test
  void refusesWhereSomethingIsStoredThatWasNotSeen() {
    store().compareAndSet(NOTHING, onPrimary(1));

    assertThat(store().compareAndSet(NOTHING, onSecondary(2))).isFalse();

    assertThat(store().load(PRIMARY.streamOcid())).contains(onPrimary(1));
  }

  @Test
  void refusesWhereAnotherVersionIsStored() {
    store().compareAndSet(NOTHING, onPrimary(3));

    assertThat(store().compareAndSet(Optional.of(onPrimary(2)), onSecondary(4))).isFalse();
    assertThat(store().compareAndSet(Optional.of(onPrimary(4)), onSecondary(5))).isFalse();

    assertThat(store().load(PRIMARY.streamOcid())).contains(onPrimary(3));
  }

  @Test
  void refusesWhereWhatWasSeenIsGone() {
    assertThat(store().compareAndSet(Optional.of(onPrimary(1)), onSecondary(2))).isFalse();

    assertThat(store().load(PRIMARY.streamOcid())).isEmpty();
  }

  @Test
  void refusesTheSameEpochOfAnotherLineage() {
    FailoverState restored =
        FailoverState.builder(PRIMARY.streamOcid(), 3, "lineage-2")
            .targets(List.of(PRIMARY))
            .build();
    store().compareAndSet(NOTHING, restored);

    assertThat(store().compareAndSet(Optional.of(onPrimary(3)), onSecondary(4))).isFalse();

    assertThat(store().load(PRIMARY.streamOcid())).contains(restored);
  }

  @Test
  void demandsAHigherEpoch() {
    store().compareAndSet(NOTHING, onPrimary(3));

    assertThatThrownBy(() -> store().compareAndSet(Optional.of(onPrimary(3)), onSecondary(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("epoch");
  }

  @Test
  void losesNoChangeOfEightThreads() throws Exception {
    store().compareAndSet(NOTHING, onPrimary(1));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Callable<Integer> increments = this::incrementTwentyTimes;
      for (Future<Integer> done : threads.invokeAll(java.util.Collections.nCopies(8, increments))) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(store().load(PRIMARY.streamOcid()).orElseThrow().epoch()).isEqualTo(1 + 8 * 20);
  }

  private int incrementTwentyTimes() {
    int done = 0;
    while (done < 20) {
      FailoverState seen = store().load(PRIMARY.streamOcid()).orElseThrow();
      FailoverState next = seen.toBuilder().epoch(seen.epoch() + 1).build();
      if (store().compareAndSet(Optional.of(seen), next)) {
        done++;
      }
    }
    return done;
  }
}
