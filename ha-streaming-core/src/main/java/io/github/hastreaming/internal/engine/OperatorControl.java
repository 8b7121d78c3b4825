package io.github.hastreaming.internal.engine;

import io.github.hastreaming.failover.FailoverControl;
import io.github.hastreaming.failover.HaStreamStatus;
import io.github.hastreaming.internal.call.CallExecutor;
import io.github.hastreaming.internal.failover.SwitchByHand;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

/** The client's control, as long as the client is open. */
final class OperatorControl implements FailoverControl {

  private final SwitchByHand switches;
  private final CallExecutor executor;
  private final Supplier<HaStreamStatus> status;

  OperatorControl(SwitchByHand switches, CallExecutor executor, Supplier<HaStreamStatus> status) {
    this.switches = switches;
    this.executor = executor;
    this.status = status;
  }

  @Override
  public void failOver(String reason) {
    Objects.requireNonNull(reason, "reason");
    executor.requireOpen();
    switches.failOver(reason);
  }

  @Override
  public void failBack(String reason) {
    Objects.requireNonNull(reason, "reason");
    executor.requireOpen();
    switches.failBack(reason);
  }

  @Override
  public void pin(StreamTarget target, Duration duration) {
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(duration, "duration");
    executor.requireOpen();
    switches.pin(target, duration);
  }

  @Override
  public void unpin() {
    executor.requireOpen();
    switches.unpin();
  }

  @Override
  public FailoverControl forced() {
    return new OperatorControl(switches.forced(), executor, status);
  }

  @Override
  public HaStreamStatus status() {
    executor.requireOpen();
    return status.get();
  }

  @Override
  public String toString() {
    return "FailoverControl[" + status.get() + "]";
  }
}
