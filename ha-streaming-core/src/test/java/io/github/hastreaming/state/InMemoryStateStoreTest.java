package io.github.hastreaming.state;

import static io.github.hastreaming.state.contract.States.onSecondary;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.state.contract.FailoverStateStoreContract;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InMemoryStateStoreTest extends FailoverStateStoreContract {

  private final FailoverStateStore store = FailoverStateStore.inMemory();

  @Override
  protected FailoverStateStore store() {
    return store;
  }

  @Test
  void keepsTheStatesOfPairsApart() {
    store.compareAndSet(Optional.empty(), onSecondary(1));

    assertThat(store.load("ocid1.stream.oc1..another")).isEmpty();
  }
}
