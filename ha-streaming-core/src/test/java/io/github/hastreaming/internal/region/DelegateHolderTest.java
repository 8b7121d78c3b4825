package io.github.hastreaming.internal.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.state.contract.States;
import io.github.hastreaming.support.ScriptedRegion;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DelegateHolderTest {

  private final ScriptedRegion region = new ScriptedRegion(States.PRIMARY);
  private final DelegateHolder holder = new DelegateHolder(() -> region.client(false));
  private final List<Runnable> closing = new ArrayList<>();

  @Test
  void aClientThatIsCutIsReplacedAtOnceAndClosedOffTheThread() {
    Delegate hung = holder.acquire();

    holder.cut(closing::add);

    assertThat(hung.isRetired()).isFalse(); // Until the task runs.
    assertThat(holder.acquire()).isNotSameAs(hung);
    closing.forEach(Runnable::run);
    assertThat(hung.isCut()).isTrue();
    assertThat(region.openClients()).isEqualTo(1);
  }

  @Test
  void aClientThatCarriesACallThatWasCutElsewhereIsNotCut() {
    Delegate carrying = holder.acquire();
    carrying.carries(true);

    holder.cut(closing::add);

    assertThat(closing).isEmpty();
    assertThat(holder.acquire()).isSameAs(carrying);
    carrying.carries(false);
    holder.cut(closing::add);
    assertThat(closing).hasSize(1);
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
}
