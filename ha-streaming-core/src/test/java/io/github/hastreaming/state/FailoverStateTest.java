package io.github.hastreaming.state;

import static io.github.hastreaming.state.contract.States.SECONDARY;
import static io.github.hastreaming.state.contract.States.onPrimary;
import static io.github.hastreaming.state.contract.States.onSecondary;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailoverStateTest {

  @Test
  void tellsWhichRegionIsActiveAndWhy() {
    assertThat(onSecondary(7).toString())
        .startsWith("FailoverState[epoch=7, active=" + SECONDARY.region() + ", since=2026-11-21T")
        .contains("calls failed", ", by hand", "Pin")
        .endsWith("]");
    assertThat(onPrimary(1).toString()).doesNotContain("by hand", "Pin");
  }

  @Test
  void isEqualToOneOfTheSameFieldsOnly() {
    assertThat(onSecondary(2)).isEqualTo(onSecondary(2)).hasSameHashCodeAs(onSecondary(2));
    assertThat(onSecondary(2)).isNotEqualTo(onSecondary(3)).isNotEqualTo("a state");
    assertThat(onSecondary(2)).isNotEqualTo(onSecondary(2).toBuilder().reason("other").build());
  }
}
