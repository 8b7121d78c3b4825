package io.github.hastreaming.cli;

import com.oracle.bmc.model.BmcException;
import io.github.hastreaming.call.RegionFailure;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.state.StateStoreException;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "drill",
    header = "Moves the fleet to the secondary on purpose and back, and tells what it took.",
    description = {
      "What it took (RTO) is the time from the command until the switch was stored, with the probe",
      "of the region that is switched to; processes follow within their poll interval. What was at",
      "risk (RPO): messages that a group had yet to read in the region left."
    })
final class DrillCommand extends FleetCommand {

  private static final Duration LONGEST_STAY = Duration.ofDays(1);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Option(
      names = "--stay",
      paramLabel = "DURATION",
      description = "How long to stay there (default: ${DEFAULT-VALUE}).",
      defaultValue = "60s")
  private Duration stay = Duration.ofSeconds(60);

  @Option(
      names = "--group",
      paramLabel = "NAME",
      description = "The consumer group whose unread messages are counted; without it, none are.")
  private @Nullable String group;

  @Override
  void run(Fleet fleet) throws InterruptedException {
    requireStay();
    FailoverState before = fleet.trustedState();
    requireDrillable(before);
    StreamTarget primary = before.target(before.primaryOcid()).orElseThrow();
    StreamTarget secondary = before.secondary().orElseThrow();
    requireCountable(primary);
    fleet.connect();
    Report report = new Report();
    report.add("from", "from", primary.region()).add("to", "to", secondary.region());
    try (DrillShutdownHook hook = new DrillShutdownHook(this::progress)) {
      there(fleet, report, primary, secondary, hook);
      hook.isAt(secondary.region(), primary.region());
      long returned;
      try {
        reportUnread(report, "unreadInPrimary", primary);
        progress("staying in %s for %d s".formatted(secondary.region(), stay.toSeconds()));
        TimeUnit.NANOSECONDS.sleep(stay.toNanos());
      } finally {
        returned = System.nanoTime();
        comeBack(fleet, primary);
      }
      reportSwitch(report, "failback", returned);
    }
    reportUnread(report, "unreadInSecondary", secondary);
    tell(report);
  }

  private void there(
      Fleet fleet,
      Report report,
      StreamTarget primary,
      StreamTarget secondary,
      DrillShutdownHook hook)
      throws InterruptedException {
    progress("probing %s and switching to it".formatted(secondary.region()));
    hook.mayBeAt(secondary.region(), primary.region());
    long began = System.nanoTime();
    try {
      fleet.command(
          control -> control.failOver("drill"),
          state -> !state.isPrimaryActive() && state.isByHand());
    } catch (StateStoreException e) {
      comeBack(fleet, primary); // Nobody knows whether the fleet has moved.
      throw e;
    }
    reportSwitch(report, "failover", began);
  }

  private void requireStay() {
    if (stay.isNegative() || stay.isZero() || stay.compareTo(LONGEST_STAY) > 0) {
      throw new IllegalArgumentException(
          "--stay takes more than 0 s and at most a day, not " + stay);
    }
  }

  private static void requireDrillable(FailoverState state) {
    if (!state.isPrimaryActive()) {
      throw new IllegalStateException(
          "the primary is not active (" + state.reason() + "): this is no time for a drill");
    }
    if (state.pin().isPresent()) {
      throw new IllegalStateException("the fleet is pinned: unpin first");
    }
    if (state.secondary().isEmpty()) {
      throw new IllegalStateException("no secondary is known: there is nothing to move to");
    }
  }

  /** A mistyped group or a missing permission is to be found before anything moves. */
  private void requireCountable(StreamTarget primary) {
    if (group != null) {
      progress("counting what %s has not read in %s".formatted(group, primary.region()));
      try {
        unread(primary, group);
      } catch (BmcException e) {
        throw new IllegalStateException(
            "group %s of %s cannot be counted, so nothing was moved: %s"
                .formatted(group, primary.region(), RegionFailure.describe(e)),
            e);
      }
    }
  }

  /** Tries for a while: nobody else would do it. */
  private void comeBack(Fleet fleet, StreamTarget primary) throws InterruptedException {
    progress("probing %s and switching back to it".formatted(primary.region()));
    long end = System.nanoTime() + PATIENCE.toNanos();
    String told = "";
    while (true) {
      try {
        fleet.command(control -> control.failBack("drill over"), FailoverState::isPrimaryActive);
        return;
      } catch (RuntimeException e) {
        String reason = String.valueOf(e.getMessage());
        if (System.nanoTime() > end) {
          throw new IllegalStateException(
              "the fleet may STILL BE IN THE SECONDARY, where it stays until failback: " + reason,
              e);
        }
        if (!reason.equals(told)) {
          told = reason;
          progress(
              "not back yet, tried for up to %d s: %s"
                  .formatted(PATIENCE.toSeconds(), HaStreaming.oneLine(e)));
        }
        TimeUnit.SECONDS.sleep(1);
      }
    }
  }

  private void reportSwitch(Report report, String name, long began) {
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    report.add(name + "Millis", name + ", until it was stored", millis, millis + " ms");
    progress("%s stored after %d ms".formatted(name, millis));
  }

  private void reportUnread(Report report, String key, StreamTarget left) {
    if (group == null) {
      return;
    }
    String label = "unread by " + group + " in " + left.region() + " when it was left";
    try {
      Unread unread = unread(left, group);
      report.add(key, label, unread.count(), unread.toString());
    } catch (BmcException e) {
      report.add(key + "Failure", label, "not counted: " + RegionFailure.describe(e));
    }
  }

  private Unread unread(StreamTarget stream, String ofGroup) {
    return Unread.of(
        stream, ofGroup, options.credentials().provider(), options.network().clientConfigurator());
  }
}
