package io.github.hastreaming.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.event.FailbackCompleted;
import io.github.hastreaming.event.FailoverCompleted;
import io.github.hastreaming.event.StateAdopted;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.support.LaggingStore;
import io.github.hastreaming.support.TimedRegions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that is read through a replica answers with what was true a while ago. */
class StaleStoreTest {

  private final TimedRegions regions = new TimedRegions();
  private final LaggingStore store = new LaggingStore(regions.time());

  @AfterEach
  void close() {
    regions.close();
  }

  private HaStreamClient client() {
    HaStreamClient client = regions.start(regions.builder().stateStore(store));
    regions.put(client, "before");
    regions.time().advance(Duration.ofSeconds(10));
    return client;
  }

  private void failOver(HaStreamClient client) {
    regions.primary().fails(operation -> Failures.refused());
    for (int put = 0; put < 6; put++) {
      regions.put(client, "failing " + put);
    }
    regions.time().advance(Duration.ofSeconds(1));
    assertThat(client.status().isPrimaryActive()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 12, 45})
  void anOlderAnswerDoesNotUndoAFreshFailover(int seconds) {
    try (HaStreamClient client = client()) {
      store.lag(Duration.ofSeconds(seconds));
      failOver(client);

      regions.time().advance(Duration.ofSeconds(50));

      assertThat(regions.events().of(FailoverCompleted.class)).hasSize(1);
      assertThat(regions.events().of(StateAdopted.class)).isEmpty();
      assertThat(client.status().isPrimaryActive()).isFalse();
    }
  }

  @Test
  void anOlderAnswerDoesNotUndoADecisionOfAnOperator() {
    try (HaStreamClient client = client()) {
      store.lag(Duration.ofSeconds(20));
      client.failover().failOver("drill");
      regions.time().advance(Duration.ofSeconds(21));
      client.failover().failBack("drill is over");

      regions.time().advance(Duration.ofSeconds(60));

      assertThat(client.status().isPrimaryActive()).isTrue();
      assertThat(regions.events().of(FailbackCompleted.class)).hasSize(1);
      assertThat(regions.events().of(StateAdopted.class)).isEmpty();
    }
  }

  @Test
  void whatOthersDecidedLaterIsAdoptedOnceItCanBeRead() {
    try (HaStreamClient one = client();
        HaStreamClient other = client()) {
      store.lag(Duration.ofSeconds(20));
      one.failover().failOver("drill");
      regions.time().advance(Duration.ofSeconds(30));
      assertThat(other.status().isPrimaryActive()).isFalse();

      other.failover().failBack("drill is over");
      regions.time().advance(Duration.ofSeconds(30));

      assertThat(one.status().isPrimaryActive()).isTrue();
      assertThat(one.status().epoch()).isEqualTo(other.status().epoch());
    }
  }

  /** From a backup: then what it holds is what the fleet goes by. */
  @Test
  void anOlderStateThatStaysIsBelieved() {
    try (HaStreamClient client = client()) {
      store.lag(Duration.ofDays(1));
      client.failover().failOver("drill");
      regions.time().advance(Duration.ofSeconds(30));
      assertThat(client.status().isPrimaryActive()).isFalse();

      regions.time().advance(Duration.ofMinutes(2));

      assertThat(client.status().isPrimaryActive()).isTrue();
    }
  }
}
