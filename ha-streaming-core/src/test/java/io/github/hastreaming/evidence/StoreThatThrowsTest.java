package io.github.hastreaming.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.event.StateStoreFailed;
import io.github.hastreaming.event.StateStoreRecovered;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.state.FailoverStateStore;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a store throws, it is a store that fails: no epoch is taken, and it is asked again. */
class StoreThatThrowsTest {

  private final ScriptedPair pair = new ScriptedPair();

  static Stream<Supplier<Throwable>> anything() {
    List<Supplier<Throwable>> all = new ArrayList<>(Sneaky.anything());
    all.add(() -> new SQLException("the database is down"));
    all.add(() -> new SQLException());
    return all.stream();
  }

  private static final class Troubled implements FailoverStateStore {

    private final FailoverStateStore store = FailoverStateStore.inMemory();
    private @Nullable Supplier<Throwable> onLoad;
    private @Nullable Supplier<Throwable> onChange;

    private static void mayFail(@Nullable Supplier<Throwable> failure) {
      if (failure != null) {
        throw Sneaky.throwing(failure.get());
      }
    }

    @Override
    public Optional<FailoverState> load(String primaryOcid) {
      mayFail(onLoad);
      return store.load(primaryOcid);
    }

    @Override
    public boolean compareAndSet(Optional<FailoverState> expected, FailoverState next) {
      mayFail(onChange);
      return store.compareAndSet(expected, next);
    }
  }

  private HaStreamClient client(Troubled store) {
    return pair.start(pair.builder().stateStore(store).statePollInterval(Duration.ofSeconds(5)));
  }

  @ParameterizedTest
  @MethodSource("anything")
  void oneThatThrowsFromTheStartIsUnhealthyAndTakesNoEpoch(Supplier<Throwable> failure) {
    Troubled store = new Troubled();
    store.onLoad = failure;
    store.onChange = failure;
    HaStreamClient client = client(store);
    long epoch = client.status().epoch();

    client.failover().failOver("drill");
    pair.pass(Duration.ofMinutes(1));

    assertThat(client.status().isPrimaryActive()).isFalse();
    assertThat(client.status().isStateStoreOk()).isFalse();
    assertThat(client.status().stateStoreFailure()).get().asString().isNotBlank();
    assertThat(client.status().isProvisional()).isTrue();
    assertThat(client.status().epoch()).isEqualTo(epoch);
    assertThat(pair.events.of(StateStoreFailed.class)).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("anything")
  void oneThatCanOnlyBeReadIsUnhealthyAndTakesNoEpoch(Supplier<Throwable> failure) {
    Troubled store = new Troubled();
    HaStreamClient client = client(store);
    long epoch = client.status().epoch();
    store.onChange = failure;

    client.failover().failOver("drill");
    pair.pass(Duration.ofMinutes(1));

    assertThat(client.status().isStateStoreOk()).isFalse();
    assertThat(client.status().isProvisional()).isTrue();
    assertThat(store.load(ScriptedPair.PRIMARY.streamOcid()).map(FailoverState::epoch))
        .hasValueSatisfying(stored -> assertThat(stored).isLessThanOrEqualTo(epoch));
  }

  @ParameterizedTest
  @MethodSource("anything")
  void oneThatIsWellAgainIsToldWhatWasDecided(Supplier<Throwable> failure) {
    Troubled store = new Troubled();
    HaStreamClient client = client(store);
    store.onLoad = failure;
    store.onChange = failure;
    pair.pass(Duration.ofMinutes(1));
    client.failover().failOver("drill");

    store.onLoad = null;
    store.onChange = null;
    pair.pass(Duration.ofMinutes(1));

    assertThat(client.status().isStateStoreOk()).isTrue();
    assertThat(client.status().isProvisional()).isFalse();
    assertThat(store.load(ScriptedPair.PRIMARY.streamOcid()).map(FailoverState::activeOcid))
        .contains(ScriptedPair.SECONDARY.streamOcid());
    assertThat(pair.events.of(StateStoreRecovered.class)).hasSize(1);
  }
}
