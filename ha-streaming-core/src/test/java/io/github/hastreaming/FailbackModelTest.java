package io.github.hastreaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.event.FailbackCompleted;
import io.github.hastreaming.event.FailoverCompleted;
import io.github.hastreaming.failover.HaStreamStatus;
import io.github.hastreaming.support.Failures;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Thousands of random histories in virtual time: outages of writes, reads and probes, traffic,
 * commands, time. After each step the client is held to what it promises about switches; a small
 * model keeps what was commanded.
 */
class FailbackModelTest {

  private static final int HISTORIES = 2_000;
  private static final int STEPS = 60;

  @Test
  void switchesFollowTheRulesWhateverHappens() {
    long switches = 0;
    for (long seed = 1; seed <= HISTORIES; seed++) {
      switches += new History(seed).run();
    }
    assertThat(switches).as("the histories do switch").isGreaterThan(HISTORIES);
  }

  private static final class History {

    private final long seed;
    private final Random random;
    private final VirtualPair pair = new VirtualPair();
    private final HaStreamClient client = pair.client();
    private long epoch;
    private boolean primaryActive = true;
    private boolean byHand;
    private boolean pinned;
    private Instant pinnedUntil = Instant.EPOCH;
    private Instant switchedAt = Instant.EPOCH;
    private boolean commanded;
    private String step = "";

    private History(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
    }

    private int run() {
      try {
        for (int i = 0; i < STEPS; i++) {
          commanded = false;
          act();
          pair.time.runPending();
          check();
        }
        return pair.events.of(FailoverCompleted.class).size()
            + pair.events.of(FailbackCompleted.class).size();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed + ", " + step + ": " + client.status(), e);
      } finally {
        client.close();
      }
    }

    private void act() {
      switch (random.nextInt(14)) {
        case 0 -> step("primary's writes fail", () -> pair.primary.failPuts(Failures::refused));
        case 1 -> step("primary's reads fail", () -> pair.primary.failReads(Failures::refused));
        case 2 -> step("primary's probes fail", () -> pair.primary.failProbes(Failures::refused));
        case 3, 4 -> step("primary heals", pair.primary::heal);
        case 5, 6, 7 -> step("puts", this::puts);
        case 8 -> step("reads", () -> VirtualPair.read(client));
        case 9, 10 -> step("a minute", () -> pair.time.advance(Duration.ofSeconds(70)));
        case 11 -> step("a moment", () -> pair.time.advance(Duration.ofSeconds(7)));
        case 12 -> step("command", this::command);
        default -> step("pin", this::pin);
      }
    }

    private void step(String name, Runnable action) {
      step = name;
      action.run();
    }

    private void puts() {
      for (int call = random.nextInt(8); call >= 0; call--) {
        VirtualPair.put(client, "x"); // The secondary serves always: no call may fail.
        pair.time.runPending();
      }
    }

    private void command() {
      boolean there = random.nextBoolean();
      boolean forbidden = pinned && there == primaryActive;
      try {
        if (there) {
          client.failover().failOver("model");
        } else {
          client.failover().failBack("model");
        }
        assertThat(forbidden).isFalse();
        byHand = there;
        commanded = true;
      } catch (IllegalStateException e) {
        assertThat(forbidden).as(e.getMessage()).isTrue();
      }
    }

    private void pin() {
      if (random.nextBoolean()) {
        client.failover().unpin();
        pinned = false;
        return;
      }
      boolean toPrimary = random.nextBoolean();
      Duration duration = Duration.ofSeconds(1 + random.nextInt(300));
      client.failover().pin(toPrimary ? VirtualPair.PRIMARY : VirtualPair.SECONDARY, duration);
      byHand &= toPrimary == primaryActive;
      pinned = true;
      pinnedUntil = pair.time.now().plus(duration);
      commanded = true;
    }

    private void check() {
      HaStreamStatus status = client.status();
      boolean pinnedBefore = pinned;
      pinned &= pair.time.now().isBefore(pinnedUntil);
      assertThat(status.epoch()).as("epoch only grows").isGreaterThanOrEqualTo(epoch);
      assertThat(status.regions()).as("a region is always there").isNotEmpty();
      assertThat(status.pin().isPresent()).as("pinned").isEqualTo(pinned);
      if (status.isPrimaryActive() != primaryActive) {
        assertThat(status.epoch()).as("a switch has an epoch").isGreaterThan(epoch);
        assertThat(commanded || !(pinnedBefore && pinned)).as("pinned means pinned").isTrue();
        if (status.isPrimaryActive() && !commanded) {
          assertThat(byHand).as("by hand stays").isFalse();
          assertThat(status.since())
              .as("the hold-down")
              .isAfterOrEqualTo(switchedAt.plusSeconds(60));
        }
        switchedAt = status.since();
        primaryActive = status.isPrimaryActive();
      }
      if (status.isPrimaryActive()) {
        byHand = false;
      }
      assertThat(status.isByHand()).as("by hand").isEqualTo(byHand);
      epoch = status.epoch();
    }
  }
}
