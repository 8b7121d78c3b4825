package io.github.hastreaming.internal.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.state.contract.States;
import io.github.hastreaming.support.ScriptedRegion;
import io.github.hastreaming.support.VirtualTimeSource;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DelegateHolderTest {

  private final ScriptedRegion region = new ScriptedRegion(States.PRIMARY);
  private final DelegateHolder holder = new DelegateHolder(() -> region.client(false));
  private final VirtualTimeSource time = new VirtualTimeSource();

  @Test
  void aClientThatIsCutIsReplacedAtOnceAndClosedOffTheThread() {
    Delegate hung = holder.acquire();

    holder.cut(time);

    assertThat(hung.isRetired()).isFalse(); // Until the task runs.
    assertThat(holder.acquire()).isNotSameAs(hung);
    time.runPending();
    assertThat(hung.isCut()).isTrue();
    assertThat(region.openClients()).isEqualTo(1);
  }

  @Test
  void aClientThatCarriesACallThatWasCutElsewhereIsNotCut() {
    Delegate carrying = holder.acquire();
    carrying.carries(true);

    holder.cut(time);

    time.runPending();
    assertThat(carrying.isCut()).isFalse();
    assertThat(holder.acquire()).isSameAs(carrying);
    carrying.carries(false);
    holder.cut(time);
    time.runPending();
    assertThat(carrying.isCut()).isTrue();
  }

  @Test
  void aClientThatIsReplacedServesItsCallsToTheirEnd() {
    Delegate old = holder.acquire();

    holder.replace();

    assertThat(region.openClients()).isEqualTo(2);
    old.release();
    assertThat(region.openClients()).isEqualTo(1);
    assertThat(old.isCut()).isFalse();
  }

  @Test
  void aCallThatDoesNotEndWithItsClientIsInterruptedAgainAndAgainUntilItEnds() {
    Delegate hung = holder.acquire();
    int place = hung.callBegins();
    holder.cut(time);

    time.advance(Duration.ofMillis(99));
    assertThat(Thread.interrupted()).isFalse();
    for (int round = 0; round < 3; round++) {
      time.advance(Duration.ofMillis(100));
      assertThat(Thread.interrupted()).isTrue();
    }
    hung.callEnded(place);
    time.advance(Duration.ofMillis(100));
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void theInterruptEndsWithTheCall() {
    Delegate hung = holder.acquire();
    int place = hung.callBegins();
    holder.cut(time);
    time.advance(Duration.ofMillis(100));

    hung.callEnded(place);

    assertThat(Thread.interrupted()).isFalse();
  }
}
