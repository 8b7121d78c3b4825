package io.github.hastreaming.examples;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.testkit.FaultHandle;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The failover, live, without an account or a server: an application puts numbered messages through
 * {@code HaStreamClient} while its primary region, emulated in this process, fails and recovers. At
 * the end the messages are counted.
 */
public final class FailoverDemo {

  static final int GOOD = 0;
  static final int BAD = 1;
  static final int WRONG_USAGE = 2;

  private static final long PATIENCE_SECONDS = 60;
  private static final Duration FLAP_DOWN = Duration.ofSeconds(2); // A hang is noticed after 1.5 s.
  private static final Duration FLAP_UP = Duration.ofSeconds(1);

  private final DemoOptions options;
  private final PrintStream out;
  private final Account account = new Account();

  private FailoverDemo(DemoOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /**
   * Runs the demo and ends the process.
   *
   * @param args see {@code --help}
   */
  public static void main(String[] args) throws InterruptedException {
    int status = run(System.out, System.err, args);
    System.out.flush();
    System.err.flush();
    // Not exit: run in Maven's JVM, Maven's hooks would write terminal codes behind the last line.
    Runtime.getRuntime().halt(status);
  }

  /** The exit status. */
  static int run(PrintStream out, PrintStream err, String... args) throws InterruptedException {
    if (List.of(args).contains("--help")) {
      out.print(DemoOptions.USAGE);
      return GOOD;
    }
    DemoOptions options;
    try {
      options = DemoOptions.parse(args);
    } catch (UsageException e) {
      err.println(e.getMessage());
      err.print(DemoOptions.USAGE);
      return WRONG_USAGE;
    }
    return run(options, out).isGood() ? GOOD : BAD;
  }

  static DemoResult run(DemoOptions options, PrintStream out) throws InterruptedException {
    return new FailoverDemo(options, out).run();
  }

  private DemoResult run() throws InterruptedException {
    try (EmulatedPair pair = new EmulatedPair(options.provision())) {
      return run(pair);
    }
  }

  private DemoResult run(EmulatedPair pair) throws InterruptedException {
    Switches switches;
    Outage outage;
    try (Story story = new Story(out)) {
      switches = new Switches(story);
      try (HaStreamClient client = pair.newClient(switches)) {
        awaitSecondary(client);
        story.tellEverySecond(client, pair, account);
        try (HaStreamClient consuming = pair.newClient(switches);
            NumberedConsumer consumer =
                new NumberedConsumer(consuming, pair.streamOcid(), account)) {
          awaitSecondary(consuming);
          consumer.start();
          outage = loseAndRegainThePrimary(client, pair, story, switches);
          awaitDelivery();
        }
      }
      story.tellErrors(account);
    }
    DemoResult result =
        account.balance(
            options.fault(),
            switches.failoverSince(outage.began()),
            switches.failbackSince(outage.ended()));
    out.println("The pair switched " + switches.count() + " times.");
    conclude(result);
    return result;
  }

  /** When the primary failed. */
  private record Outage(Instant began, Instant ended) {}

  private Outage loseAndRegainThePrimary(
      HaStreamClient client, EmulatedPair pair, Story story, Switches switches)
      throws InterruptedException {
    NumberedProducer producer = new NumberedProducer(client, pair.streamOcid(), account);
    producer.start(options.rate());
    try {
      pause(options.before());
      story.tell("the fault begins: " + pair.primary().region() + ", " + options.fault());
      Instant faultAt = Instant.now();
      fail(pair, story);
      Instant healedAt = Instant.now();
      story.tell("the fault ends");
      awaitOrGiveUp(switches::isBack);
      pause(options.after());
      return new Outage(faultAt, healedAt);
    } finally {
      producer.stop();
    }
  }

  /** All the time, or on and off; healthy in the end. */
  private void fail(EmulatedPair pair, Story story) throws InterruptedException {
    Duration left = options.outage();
    while (left.compareTo(Duration.ZERO) > 0) {
      Duration down = options.flap() && left.compareTo(FLAP_DOWN) > 0 ? FLAP_DOWN : left;
      FaultHandle fault = pair.primary().inject(options.fault().fault());
      pause(down);
      fault.heal();
      left = left.minus(down);
      if (left.compareTo(FLAP_UP) > 0) {
        story.tell("the fault pauses");
        pause(FLAP_UP);
        story.tell("the fault is back");
      }
      left = left.minus(FLAP_UP);
    }
  }

  private void conclude(DemoResult result) {
    if (result.isGood()) {
      out.println("Every acknowledged message came out of getMessages; no call failed.");
    } else if (!result.lostMessages().isEmpty()) {
      out.println("Lost: " + result.lostMessages());
    } else if (result.failover().isEmpty()) {
      out.println("There was no failover that the fault caused.");
    } else if (result.failback().isEmpty()) {
      out.println("The primary did not become active again.");
    }
    out.println("The longest putMessages took " + account.longestPut().toMillis() + " ms.");
    out.println(result);
    out.flush();
  }

  /** What is unread in the primary is read when its breaker has closed, and a sweep finds it. */
  private void awaitDelivery() throws InterruptedException {
    awaitOrGiveUp(() -> account.backlog() == 0);
  }

  /** The client asks its resolver in the background; the demo's fault is to find it prepared. */
  private void awaitSecondary(HaStreamClient client) throws InterruptedException {
    if (options.provision()) {
      return; // There is none before the failover.
    }
    awaitOrGiveUp(() -> client.status().secondary().isPresent());
  }

  private static void awaitOrGiveUp(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean() && System.nanoTime() - deadline < 0) {
      pause(Duration.ofMillis(20));
    }
  }

  private static void pause(Duration duration) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(duration.toNanos());
  }
}
