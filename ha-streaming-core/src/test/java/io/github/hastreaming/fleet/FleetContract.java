package io.github.hastreaming.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.testkit.FaultHandle;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Six processes on one store: one decision, one stream, and nothing lost. */
@Tag("fleet")
@Timeout(value = 4, unit = TimeUnit.MINUTES)
public abstract class FleetContract {

  private final Fleet fleet = new Fleet();

  /** A class whose {@code main} calls {@link FleetMember#run}. */
  protected abstract Class<?> member();

  /** What a member needs to find the store; its last argument. */
  protected abstract String store();

  protected abstract void stopStore() throws Exception;

  protected abstract void startStoreAgain() throws Exception;

  @BeforeEach
  void start() {
    fleet.start(member(), store());
  }

  @AfterEach
  void closeFleet() {
    fleet.close();
  }

  @Test
  void eachSwitchesOnceThereAndOnceBack() throws Exception {
    FaultHandle outage = fleet.stopPrimary();
    fleet.awaitAllIn(Fleet.SECONDARY);
    fleet.awaitMore();
    assertThat(fleet.secondary().streams()).hasSize(1);
    outage.heal();
    fleet.awaitAllIn(Fleet.PRIMARY);
    fleet.awaitMore();

    assertThat(fleet.members())
        .allSatisfy(
            member ->
                assertThat(member.switches()).isEqualTo(List.of(Fleet.SECONDARY, Fleet.PRIMARY)));
    assertBalanced();
  }

  @Test
  void agreesOnAStoreThatIsBackAfterTheWholeOutage() throws Exception {
    stopStore();
    fleet.awaitMore();
    FaultHandle outage = fleet.stopPrimary();
    fleet.awaitMore();
    startStoreAgain();

    assertAgreesThereAndBack(outage);
  }

  @Test
  void agreesOnAStoreThatGoesInTheMiddleOfTheFailover() throws Exception {
    FaultHandle outage = fleet.stopPrimary();
    fleet.awaitAnyIn(Fleet.SECONDARY);
    stopStore();
    fleet.awaitMore();
    startStoreAgain();

    assertAgreesThereAndBack(outage);
  }

  @Test
  void agreesOnAStoreThatIsGoneWhenThePrimaryHeals() throws Exception {
    FaultHandle outage = fleet.stopPrimary();
    fleet.awaitAllIn(Fleet.SECONDARY);
    stopStore();
    fleet.awaitMore();
    outage.heal();
    fleet.awaitMore();
    startStoreAgain();
    fleet.awaitAllIn(Fleet.PRIMARY);

    assertBalanced();
  }

  private void assertAgreesThereAndBack(FaultHandle outage) throws InterruptedException {
    fleet.awaitAllIn(Fleet.SECONDARY);
    outage.heal();
    fleet.awaitAllIn(Fleet.PRIMARY);
    assertBalanced();
  }

  private void assertBalanced() throws InterruptedException {
    fleet.awaitMore();
    fleet.assertNothingLost();
    fleet.assertNoErrors();
    assertThat(fleet.secondary().streams()).hasSize(1);
    assertThat(fleet.secondary().messages()).as("the secondary was used").isNotEmpty();
  }
}
