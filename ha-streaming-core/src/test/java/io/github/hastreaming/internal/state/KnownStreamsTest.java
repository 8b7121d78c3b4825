package io.github.hastreaming.internal.state;

import static io.github.hastreaming.state.contract.States.PRIMARY;
import static io.github.hastreaming.state.contract.States.REPLACED;
import static io.github.hastreaming.state.contract.States.SECONDARY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.state.contract.States;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnownStreamsTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final StreamTarget SECONDARY_OF_UNKNOWN_SIZE =
      StreamTarget.of(SECONDARY.region(), SECONDARY.streamOcid(), SECONDARY.endpoint());

  private static FailoverState withSecondaries(StreamTarget... secondaries) {
    FailoverState state = States.onPrimary(1);
    Instant when = NOW.minus(Duration.ofHours(secondaries.length));
    for (int i = secondaries.length - 1; i >= 0; i--) {
      when = when.plus(Duration.ofHours(1));
      state = KnownStreams.withSecondary(state, secondaries[i], when);
    }
    return state;
  }

  @Test
  void putsANewSecondaryBeforeTheOneItReplaces() {
    FailoverState state = KnownStreams.withSecondary(withSecondaries(REPLACED), SECONDARY, NOW);

    assertThat(state.targets()).containsExactly(PRIMARY, SECONDARY, REPLACED);
    assertThat(state.replacedAt()).isEqualTo(Map.of(REPLACED.streamOcid(), NOW));
  }

  @Test
  void aSecondaryThatComesBackIsNoLongerReplaced() {
    FailoverState state =
        KnownStreams.withSecondary(withSecondaries(SECONDARY, REPLACED), REPLACED, NOW);

    assertThat(state.targets()).containsExactly(PRIMARY, REPLACED, SECONDARY);
    assertThat(state.replacedAt()).isEqualTo(Map.of(SECONDARY.streamOcid(), NOW));
  }

  @Test
  void changesNothingForTheSameSecondaryOfWhichLessIsKnown() {
    FailoverState state = withSecondaries(SECONDARY);

    assertThat(KnownStreams.withSecondary(state, SECONDARY_OF_UNKNOWN_SIZE, NOW)).isSameAs(state);
    assertThat(
            KnownStreams.withSecondary(withSecondaries(SECONDARY_OF_UNKNOWN_SIZE), SECONDARY, NOW)
                .secondary())
        .contains(SECONDARY);
  }

  @Test
  void followsASecondaryToAnotherEndpoint() {
    StreamTarget moved =
        SECONDARY.withEndpoint("https://cell-2.streaming.sa-vinhedo-1.oci.oraclecloud.com");

    FailoverState state = KnownStreams.withSecondary(withSecondaries(SECONDARY), moved, NOW);

    assertThat(state.targets()).containsExactly(PRIMARY, moved);
  }

  @Test
  void forgetsAReplacedSecondaryOnceItsMessagesAreGone() {
    FailoverState state = withSecondaries(SECONDARY, REPLACED);
    Instant replaced = state.replacedAt().getOrDefault(REPLACED.streamOcid(), NOW);
    StreamTarget third = StreamTarget.of("us-ashburn-1", "ocid1.stream.oc1.iad.third", "https://x");

    assertThat(KnownStreams.withSecondary(state, third, replaced.plus(Duration.ofDays(7))))
        .satisfies(next -> assertThat(next.targets()).contains(REPLACED));
    assertThat(KnownStreams.withSecondary(state, third, replaced.plus(Duration.ofHours(169))))
        .satisfies(next -> assertThat(next.targets()).containsExactly(PRIMARY, third, SECONDARY));
  }

  @Test
  void neverForgetsTheActiveStream() {
    FailoverState state =
        withSecondaries(SECONDARY, REPLACED).toBuilder().activeOcid(REPLACED.streamOcid()).build();

    FailoverState later =
        KnownStreams.withSecondary(
            state, SECONDARY.withEndpoint("https://moved"), NOW.plus(Duration.ofDays(30)));

    assertThat(later.targets()).contains(REPLACED);
  }

  @Test
  void addsToTheStoresStateWhatOnlyThisProcessKnows() {
    StreamTarget here = PRIMARY.withEndpoint("https://primary.as.seen.here");

    FailoverState merged =
        KnownStreams.merged(withSecondaries(SECONDARY), withSecondaries(REPLACED), here, NOW);

    assertThat(merged.targets()).containsExactly(here, SECONDARY, REPLACED);
    assertThat(merged.replacedAt()).isEqualTo(Map.of(REPLACED.streamOcid(), NOW));
  }

  @Test
  void doesNotBringBackWhatHasExpired() {
    FailoverState ours = withSecondaries(SECONDARY, REPLACED);

    FailoverState merged =
        KnownStreams.merged(
            withSecondaries(SECONDARY), ours, PRIMARY, NOW.plus(Duration.ofDays(8)));

    assertThat(merged.targets()).isEqualTo(List.of(PRIMARY, SECONDARY));
  }
}
