package io.github.hastreaming.cli;

import com.oracle.bmc.model.BmcException;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.state.StateStoreException;
import io.github.hastreaming.target.StreamTarget;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "drill",
    header = "Moves the fleet to the secondary on purpose and back, and tells what it took.",
    description = {
      "What it took (RTO) is the time until a switch was stored; processes follow within their poll",
      "interval. What was at risk (RPO): messages that a group had yet to read in the region left."
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
    Report report = new Report();
    report.add("from", "from", primary.region()).add("to", "to", secondary.region());
    long began = System.nanoTime();
    try {
      fleet.command(
          control -> control.failOver("drill"),
          state -> !state.isPrimaryActive() && state.isByHand());
    } catch (StateStoreException e) {
      comeBack(fleet); // Nobody knows whether the fleet has moved.
      throw e;
    }
    reportSwitch(report, "failover", began);
    long returned;
    try {
      reportUnread(report, "unreadInPrimary", primary);
      stayIn(secondary);
    } finally {
      returned = System.nanoTime();
      comeBack(fleet);
    }
    reportSwitch(report, "failback", returned);
    reportUnread(report, "unreadInSecondary", secondary);
    tell(report);
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
      try {
        Unread.of(
            primary,
            group,
            options.credentials().provider(),
            options.network().clientConfigurator());
      } catch (BmcException e) {
        throw new IllegalStateException(
            "group %s of %s cannot be counted, so nothing was moved: %s"
                .formatted(group, primary.region(), answer(e)),
            e);
      }
    }
  }

  private void stayIn(StreamTarget secondary) throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    err.printf(
        "in %s for %d s; interrupted, this leaves the fleet there until failback%n",
        secondary.region(), stay.toSeconds());
    err.flush();
    TimeUnit.NANOSECONDS.sleep(stay.toNanos());
  }

  /** Tries for a while: nobody else would do it. */
  private static void comeBack(Fleet fleet) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        fleet.command(control -> control.failBack("drill over"), FailoverState::isPrimaryActive);
        return;
      } catch (RuntimeException e) {
        if (System.nanoTime() > end) {
          throw new IllegalStateException(
              "the fleet may STILL BE IN THE SECONDARY, where it stays until failback: "
                  + e.getMessage(),
              e);
        }
        TimeUnit.SECONDS.sleep(1);
      }
    }
  }

  private static void reportSwitch(Report report, String name, long began) {
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    report.add(name + "Millis", name + ", until it was stored", millis, millis + " ms");
  }

  private void reportUnread(Report report, String key, StreamTarget left) {
    if (group == null) {
      return;
    }
    String label = "unread by " + group + " in " + left.region() + " when it was left";
    try {
      Unread unread =
          Unread.of(
              left,
              group,
              options.credentials().provider(),
              options.network().clientConfigurator());
      report.add(key, label, unread.count(), unread.toString());
    } catch (BmcException e) {
      report.add(key + "Failure", label, "not counted: " + answer(e));
    }
  }

  private static String answer(BmcException e) {
    return e.getStatusCode() + " " + e.getServiceCode();
  }
}
