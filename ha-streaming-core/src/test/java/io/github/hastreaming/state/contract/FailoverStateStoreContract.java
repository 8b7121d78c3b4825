package io.github.hastreaming.state.contract;

import static io.github.hastreaming.state.contract.States.PRIMARY;
import static io.github.hastreaming.state.contract.States.onPrimary;
import static io.github.hastreaming.state.contract.States.onSecondary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.state.FailoverStateStore;
import io.github.hastreaming.target.StreamTarget;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link FailoverStateStore} keeps to. Extend it for a store of your own; give {@link
 * #content} and {@link #outage} too where there is something to corrupt and to take away, else the
 * tests of them are skipped.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class FailoverStateStoreContract {

  private static final Optional<FailoverState> NOTHING = Optional.empty();
  private static final String OTHER_PRIMARY = "ocid1.stream.oc1.sa-saopaulo-1.aaaaanother";
  private static final int WRITERS = 8;

  /** For subclasses. */
  protected FailoverStateStoreContract() {}

  /**
   * The store. Where several processes can share it, a new object each time, as each of them has.
   *
   * @return a store of the same content each time within a test, and empty at its beginning
   */
  protected abstract FailoverStateStore store();

  /**
   * What the store keeps, past the store.
   *
   * @return the content, or empty if nobody but the store can touch it
   */
  protected Optional<StoredContent> content() {
    return Optional.empty();
  }

  /**
   * What the store stands on.
   *
   * @return the means to take it away, or empty if it stands on nothing
   */
  protected Optional<StoreOutage> outage() {
    return Optional.empty();
  }

  private Optional<FailoverState> stored() {
    return store().load(PRIMARY.streamOcid());
  }

  private void givenStored(FailoverState state) {
    assertThat(store().compareAndSet(NOTHING, state)).isTrue();
  }

  @Test
  void isEmptyAtFirst() {
    assertThat(stored()).isEmpty();
  }

  @Test
  void givesBackEveryFieldAsItWasStored() {
    givenStored(onSecondary(7));

    assertThat(stored()).contains(onSecondary(7));
  }

  @Test
  void givesBackAStateOfFewFields() {
    givenStored(onPrimary(1));

    assertThat(stored()).contains(onPrimary(1));
  }

  @Test
  void givesBackAStateOfManyStreams() {
    List<StreamTarget> many = States.secondaries(60);
    FailoverState large = onPrimary(1).toBuilder().targets(many).build();

    givenStored(large);

    assertThat(stored()).contains(large);
  }

  @Test
  void keepsFieldsOfALaterVersionFromChangeToChange() {
    Map<String, String> fields = Map.of("HA_STREAMING_LATER", "x", "owner", "team a");
    givenStored(onPrimary(1).toBuilder().otherFields(fields).build());
    FailoverState seen = stored().orElseThrow();

    store().compareAndSet(Optional.of(seen), seen.toBuilder().epoch(2).reason("next").build());

    assertThat(stored().orElseThrow().otherFields()).isEqualTo(fields);
  }

  @Test
  void replacesTheVersionThatWasSeen() {
    givenStored(onPrimary(1));

    assertThat(store().compareAndSet(Optional.of(onPrimary(1)), onSecondary(2))).isTrue();

    assertThat(stored()).contains(onSecondary(2));
  }

  @Test
  void comparesVersionsAndNothingElse() {
    givenStored(onPrimary(1));

    assertThat(store().compareAndSet(Optional.of(onSecondary(1)), onSecondary(2))).isTrue();
  }

  @Test
  void refusesWhereSomethingIsStoredThatWasNotSeen() {
    givenStored(onPrimary(1));

    assertThat(store().compareAndSet(NOTHING, onSecondary(2))).isFalse();

    assertThat(stored()).contains(onPrimary(1));
  }

  @Test
  void refusesWhereAnotherVersionIsStored() {
    givenStored(onPrimary(3));

    assertThat(store().compareAndSet(Optional.of(onPrimary(2)), onSecondary(4))).isFalse();
    assertThat(store().compareAndSet(Optional.of(onPrimary(4)), onSecondary(5))).isFalse();

    assertThat(stored()).contains(onPrimary(3));
  }

  @Test
  void refusesWhereWhatWasSeenIsGone() {
    assertThat(store().compareAndSet(Optional.of(onPrimary(1)), onSecondary(2))).isFalse();

    assertThat(stored()).isEmpty();
  }

  @Test
  void refusesTheSameEpochOfAnotherLineage() {
    FailoverState restored =
        FailoverState.builder(PRIMARY.streamOcid(), 3, "lineage-2")
            .targets(List.of(PRIMARY))
            .build();
    givenStored(restored);

    assertThat(store().compareAndSet(Optional.of(onPrimary(3)), onSecondary(4))).isFalse();

    assertThat(stored()).contains(restored);
  }

  @Test
  void demandsAHigherEpoch() {
    givenStored(onPrimary(3));

    for (long epoch : List.of(2L, 3L)) {
      assertThatThrownBy(() -> store().compareAndSet(Optional.of(onPrimary(3)), onSecondary(epoch)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("epoch");
    }
    assertThat(stored()).contains(onPrimary(3));
  }

  @Test
  void keepsTheStateOfAnotherPrimaryApartOrRefusesIt() {
    givenStored(onPrimary(1));
    FailoverState another =
        FailoverState.initial(
            StreamTarget.of(PRIMARY.region(), OTHER_PRIMARY, PRIMARY.endpoint()), Instant.EPOCH);

    try {
      assertThat(store().load(OTHER_PRIMARY)).isEmpty();
      assertThat(store().compareAndSet(NOTHING, another)).isTrue();
      assertThat(store().load(OTHER_PRIMARY)).contains(another);
    } catch (RuntimeException refused) {
      assertThat(refused).hasMessageContaining(PRIMARY.streamOcid());
      assertThatThrownBy(() -> store().compareAndSet(NOTHING, another))
          .isInstanceOf(RuntimeException.class);
    }

    assertThat(stored()).contains(onPrimary(1));
  }

  @Test
  void ofManyFirstStatesOneIsStoredAndTheOthersAreTold() throws Exception {
    List<Boolean> taken =
        Writers.atOnce(
            WRITERS, writer -> store().compareAndSet(NOTHING, onPrimary(1 + (long) writer)));

    assertThat(taken).containsOnlyOnce(true);
    assertThat(stored().orElseThrow().epoch()).isEqualTo(1 + taken.indexOf(true));
  }

  @Test
  void ofManyChangesOfTheSameVersionOneIsStoredAndTheOthersAreTold() throws Exception {
    givenStored(onPrimary(1));
    for (int round = 0; round < 5; round++) {
      FailoverState seen = stored().orElseThrow();

      List<Boolean> taken =
          Writers.atOnce(
              WRITERS,
              writer ->
                  store()
                      .compareAndSet(
                          Optional.of(seen),
                          seen.toBuilder()
                              .epoch(seen.epoch() + 1)
                              .changedBy("writer " + writer)
                              .build()));

      assertThat(taken).containsOnlyOnce(true);
      assertThat(stored().orElseThrow().changedBy()).isEqualTo("writer " + taken.indexOf(true));
    }
  }

  @Test
  void losesNoChangeOfManyWritersAndShowsNoEarlierEpochAgain() throws Exception {
    int changes = 5;
    givenStored(onPrimary(1));

    Writers.atOnce(WRITERS, writer -> increment(changes));

    assertThat(stored().orElseThrow().epoch()).isEqualTo(1 + (long) WRITERS * changes);
  }

  private boolean increment(int times) {
    FailoverStateStore store = store();
    long last = 0;
    for (int done = 0; done < times; ) {
      FailoverState seen = store.load(PRIMARY.streamOcid()).orElseThrow();
      assertThat(seen.epoch()).isGreaterThanOrEqualTo(last);
      last = seen.epoch();
      FailoverState next = seen.toBuilder().epoch(seen.epoch() + 1).build();
      if (store.compareAndSet(Optional.of(seen), next)) {
        done++;
        last = next.epoch();
      }
    }
    return true;
  }

  @Test
  void failsOnContentThatIsTornAndLeavesItAlone() throws Exception {
    StoredContent content = content().orElseGet(() -> abort("nobody can corrupt this store"));
    givenStored(onPrimary(1));
    String whole = content.read();
    String torn = whole.substring(0, whole.length() / 2);
    content.replace(torn);

    assertThatThrownBy(this::stored).isInstanceOf(RuntimeException.class);
    for (Optional<FailoverState> seen : List.of(NOTHING, Optional.of(onPrimary(1)))) {
      assertThatThrownBy(() -> store().compareAndSet(seen, onSecondary(2)))
          .isInstanceOf(RuntimeException.class);
    }

    assertThat(content.read()).isEqualTo(torn);
  }

  @Test
  void throwsWhileItCannotWorkAndWorksOnAfterwards() throws Exception {
    StoreOutage outage = outage().orElseGet(() -> abort("nothing can be taken from this store"));
    givenStored(onPrimary(1));
    FailoverStateStore store = store();
    assertThat(store.load(PRIMARY.streamOcid())).contains(onPrimary(1));

    outage.fail();
    try {
      assertThatThrownBy(() -> store.load(PRIMARY.streamOcid()))
          .isInstanceOf(RuntimeException.class);
      assertThatThrownBy(() -> store.compareAndSet(Optional.of(onPrimary(1)), onSecondary(2)))
          .isInstanceOf(RuntimeException.class);
    } finally {
      outage.end();
    }

    assertThat(store.load(PRIMARY.streamOcid())).contains(onPrimary(1));
    assertThat(store.compareAndSet(Optional.of(onPrimary(1)), onSecondary(2))).isTrue();
  }

  @Test
  void neitherReadsNorWritesForEverWhereNothingAnswers() throws Exception {
    StoreOutage outage = outage().orElseGet(() -> abort("nothing can be taken from this store"));
    givenStored(onPrimary(1));
    FailoverStateStore store = store();
    assumeTrue(outage.hang(), "nothing can hang here");
    try {
      endsWhenInterruptedAfterTwoSeconds(() -> store.load(PRIMARY.streamOcid()));
      endsWhenInterruptedAfterTwoSeconds(
          () -> store.compareAndSet(Optional.of(onPrimary(1)), onSecondary(2)));
    } finally {
      outage.end();
    }

    // What became of a change without an answer is unknown, but it is one or the other.
    assertThat(store.load(PRIMARY.streamOcid()).orElseThrow()).isIn(onPrimary(1), onSecondary(2));
  }

  /** As a client does with a store that does not answer. */
  private static void endsWhenInterruptedAfterTwoSeconds(Callable<?> work) throws Exception {
    FutureTask<?> task = new FutureTask<>(work);
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    thread.join(TimeUnit.SECONDS.toMillis(2));
    thread.interrupt();
    thread.join(TimeUnit.SECONDS.toMillis(10));
    assertThat(thread.isAlive()).as("hangs although it was interrupted").isFalse();
    assertThatThrownBy(task::get)
        .as("there was no answer")
        .hasCauseInstanceOf(RuntimeException.class);
  }
}
