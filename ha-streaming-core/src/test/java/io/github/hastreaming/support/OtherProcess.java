package io.github.hastreaming.support;

import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.state.Pin;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Another process of the fleet, of which only its writes to the shared store are seen. */
public final class OtherProcess {

  private final FlakyStore store;
  private final VirtualTimeSource time;
  private final Random random;

  public OtherProcess(FlakyStore store, VirtualTimeSource time, Random random) {
    this.store = store;
    this.time = time;
    this.random = random;
  }

  /** Does what such a process may do with the state that it finds. */
  public void act() {
    switch (random.nextInt(6)) {
      case 0, 1 -> change(this::switched);
      case 2 -> change(this::pinned);
      case 3 -> change(state -> state.toBuilder().pin(Optional.empty()).build());
      case 4 -> change(this::learned);
      default -> store.beforeNextWrite(() -> change(this::learned));
    }
  }

  private void change(UnaryOperator<FailoverState> decision) {
    FailoverState seen = store.stored(VirtualPair.PRIMARY.streamOcid()).orElse(null);
    if (seen == null) {
      return;
    }
    FailoverState next = decision.apply(seen);
    if (!next.equals(seen)) {
      store.put(next.toBuilder().epoch(seen.epoch() + 1).build());
    }
  }

  private FailoverState switched(FailoverState seen) {
    if (seen.pin().isPresent()) {
      return seen;
    }
    boolean there = seen.isPrimaryActive();
    return movedTo(seen, there ? VirtualPair.SECONDARY : VirtualPair.PRIMARY)
        .byHand(there && random.nextBoolean())
        .build();
  }

  private FailoverState pinned(FailoverState seen) {
    StreamTarget to = random.nextBoolean() ? VirtualPair.PRIMARY : VirtualPair.SECONDARY;
    Duration duration = Duration.ofSeconds(10 + random.nextInt(300));
    FailoverState there =
        seen.activeOcid().equals(to.streamOcid()) ? seen : movedTo(seen, to).byHand(false).build();
    return there.toBuilder()
        .pin(Optional.of(new Pin(to.streamOcid(), time.now().plus(duration), duration)))
        .build();
  }

  private FailoverState learned(FailoverState seen) {
    return seen.toBuilder().otherFields(Map.of("owner", "team " + random.nextInt(9))).build();
  }

  private FailoverState.Builder movedTo(FailoverState seen, StreamTarget to) {
    return seen.toBuilder()
        .targets(List.of(VirtualPair.PRIMARY, VirtualPair.SECONDARY))
        .activeOcid(to.streamOcid())
        .failedKinds(random.nextBoolean() ? Set.of(CallKind.WRITE) : Set.of())
        .holdDown(Duration.ofSeconds(60))
        .since(time.now())
        .holdDownSince(time.now())
        .reason("another process")
        .changedBy("app-2/1");
  }
}
