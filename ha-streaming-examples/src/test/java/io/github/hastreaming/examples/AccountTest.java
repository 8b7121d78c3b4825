package io.github.hastreaming.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The demo must be able to fail: an account that always balances would prove nothing. */
class AccountTest {

  private static final Optional<Duration> FAILBACK = Optional.of(Duration.ofMillis(3100));
  private static final Optional<Duration> FAILOVER = Optional.of(Duration.ofMillis(70));

  private final Account account = new Account();

  @BeforeEach
  void twoMessagesAreAcknowledged() {
    account.acknowledged(account.nextToSend(), 1);
    account.acknowledged(account.nextToSend(), 1);
  }

  @Test
  void balancesWhenEveryAcknowledgedMessageIsDelivered() {
    DemoResult result = balance(List.of(2, 1, 1), FAILOVER);

    assertThat(result.isGood()).isTrue();
    assertThat(result)
        .hasToString(
            "RESULT fault=hang sent=2 acknowledged=2 delivered=2 lost=0 duplicates=1 errors=0"
                + " failoverMs=70 failbackMs=3100");
  }

  @Test
  void anAcknowledgedMessageThatIsNowhereIsLost() {
    DemoResult result = balance(List.of(1, 1), FAILOVER);

    assertThat(result.lostMessages()).containsExactly(2);
    assertThat(result.isGood()).isFalse();
  }

  @Test
  void anErrorThatReachedTheApplicationIsNotGood() {
    int unused = account.nextToSend();
    account.failed("a put failed");

    assertThat(balance(List.of(1, 2), FAILOVER).isGood()).isFalse();
  }

  @Test
  void withoutAFailoverItProvesNothing() {
    assertThat(balance(List.of(1, 2), Optional.empty()).isGood()).isFalse();
  }

  private DemoResult balance(List<Integer> delivered, Optional<Duration> failover) {
    delivered.forEach(account::delivered);
    return account.balance(DemoFault.HANG, failover, FAILBACK);
  }
}
