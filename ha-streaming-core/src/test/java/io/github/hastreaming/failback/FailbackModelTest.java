package io.github.hastreaming.failback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.call.AllRegionsUnavailableException;
import io.github.hastreaming.failover.SwitchInvariants;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.support.FlakyStore;
import io.github.hastreaming.support.OtherProcess;
import io.github.hastreaming.support.ScriptedRegion;
import io.github.hastreaming.support.VirtualPair;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Thousands of random histories in virtual time: outages of writes, reads and probes in both
 * regions and of the store, traffic, commands, another process's decisions, time. After each step
 * the client is held to what it promises.
 */
class FailbackModelTest {

  private static final int HISTORIES = 2_000;
  private static final int STEPS = 60;

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void switchesFollowTheRulesWhateverHappens() {
    long switches = 0;
    for (long seed = 1; seed <= HISTORIES; seed++) {
      switches += new History(seed).run();
    }
    assertThat(switches).as("the histories do switch").isGreaterThan(HISTORIES);
  }

  private static final class History {

    private static final Duration POLLED = Duration.ofSeconds(7);

    private final long seed;
    private final Random random;
    private final VirtualPair pair = new VirtualPair();
    private final FlakyStore store = new FlakyStore();
    private final OtherProcess other;
    private final HaStreamClient client;
    private final SwitchInvariants invariants = new SwitchInvariants(pair.events);
    private final Outages primary = new Outages(pair.primary);
    private final Outages secondary = new Outages(pair.secondary);
    private boolean storeFails;
    private boolean decidedByHand;
    private String step = "";

    private History(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      this.other = new OtherProcess(store, pair.time, random);
      this.client = pair.start(pair.sharing(store));
    }

    private int run() {
      try {
        for (int i = 0; i < STEPS; i++) {
          decidedByHand = false;
          act();
          pair.time.runPending();
          check();
        }
        return invariants.switches();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed + ", " + step + ": " + client.status(), e);
      } finally {
        client.close();
      }
    }

    private void act() {
      switch (random.nextInt(20)) {
        case 0, 1, 2 -> step("primary fails", () -> primary.begin(random));
        case 3, 4 -> step("primary heals", primary::heal);
        case 5 -> step("secondary fails", () -> secondary.begin(random));
        case 6, 7 -> step("secondary heals", secondary::heal);
        case 8, 9, 10 -> step("puts", this::puts);
        case 11 -> step("reads", this::read);
        case 12, 13 -> step("a minute", () -> pair.time.advance(Duration.ofSeconds(70)));
        case 14 -> step("a moment", () -> pair.time.advance(POLLED));
        case 15 -> step("command", this::command);
        case 16 -> step("pin", this::pin);
        case 17, 18 -> step("another process", this::anotherProcess);
        default -> step("store", this::failOrHealStore);
      }
    }

    private void step(String name, Runnable action) {
      step = name;
      action.run();
    }

    private void puts() {
      for (int call = random.nextInt(8); call >= 0; call--) {
        expect(primary.writesFail && secondary.writesFail, () -> VirtualPair.put(client, "x"));
        pair.time.runPending();
      }
    }

    private void read() {
      expect(primary.readsFail && secondary.readsFail, () -> VirtualPair.read(client));
    }

    /** One region that can serve is enough, whatever was tried, opened or pinned before. */
    private static void expect(boolean noneCanServe, Runnable call) {
      if (noneCanServe) {
        assertThatThrownBy(call::run).isInstanceOf(AllRegionsUnavailableException.class);
      } else {
        call.run();
      }
    }

    private void command() {
      decidedByHand = true;
      boolean there = random.nextBoolean();
      StreamTarget to = there ? VirtualPair.SECONDARY : VirtualPair.PRIMARY;
      boolean pinnedElsewhere =
          client
              .status()
              .pin()
              .filter(pin -> !pin.streamOcid().equals(to.streamOcid()))
              .isPresent();
      boolean isThere = there != client.status().isPrimaryActive();
      boolean refused = !isThere && (there ? secondary : primary).probesFail;
      expectRefusal(
          pinnedElsewhere || refused,
          () -> {
            if (there) {
              client.failover().failOver(SwitchInvariants.BY_HAND);
            } else {
              client.failover().failBack(SwitchInvariants.BY_HAND);
            }
          });
      if (!pinnedElsewhere && !refused) {
        assertThat(client.status().active().streamOcid()).isEqualTo(to.streamOcid());
      }
    }

    private void pin() {
      decidedByHand = true;
      if (random.nextBoolean()) {
        client.failover().unpin();
        assertThat(client.status().pin()).isEmpty();
        return;
      }
      StreamTarget to = random.nextBoolean() ? VirtualPair.PRIMARY : VirtualPair.SECONDARY;
      Duration duration = Duration.ofSeconds(1 + random.nextInt(300));
      boolean moves = !client.status().active().streamOcid().equals(to.streamOcid());
      boolean toSecondary = to.equals(VirtualPair.SECONDARY);
      boolean refused = moves && (toSecondary ? secondary : primary).probesFail;
      expectRefusal(refused, () -> client.failover().pin(to, duration));
      if (!refused) {
        assertThat(client.status().pin().orElseThrow().streamOcid()).isEqualTo(to.streamOcid());
      }
    }

    private static void expectRefusal(boolean refused, Runnable command) {
      if (refused) {
        assertThatThrownBy(command::run).isInstanceOf(IllegalStateException.class);
      } else {
        command.run();
      }
    }

    private void anotherProcess() {
      decidedByHand = true;
      other.act();
      pair.time.advance(POLLED);
    }

    private void failOrHealStore() {
      storeFails = !storeFails;
      if (storeFails) {
        store.failAll();
      } else {
        decidedByHand = true; // What others decided meanwhile comes into force.
        store.heal();
      }
      pair.time.advance(POLLED);
    }

    private void check() {
      invariants.check(client.status(), pair.time.now(), decidedByHand);
      if (client.status().isStateStoreOk()) {
        Optional<FailoverState> stored = store.stored(VirtualPair.PRIMARY.streamOcid());
        assertThat(stored.map(FailoverState::epoch)).contains(client.status().epoch());
        assertThat(stored.map(FailoverState::activeOcid))
            .contains(client.status().active().streamOcid());
      }
    }
  }

  /** What of a region fails. */
  private static final class Outages {

    private final ScriptedRegion region;
    private boolean writesFail;
    private boolean readsFail;
    private boolean probesFail;

    private Outages(ScriptedRegion region) {
      this.region = region;
    }

    private void begin(Random random) {
      switch (random.nextInt(3)) {
        case 0 -> {
          writesFail = true;
          region.failPuts(Failures::refused);
        }
        case 1 -> {
          readsFail = true;
          region.failReads(Failures::refused);
        }
        default -> {
          probesFail = true;
          region.failProbes(Failures::refused);
        }
      }
    }

    private void heal() {
      writesFail = false;
      readsFail = false;
      probesFail = false;
      region.heal();
    }
  }
}
