package io.github.hastreaming.examples;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * How the demo runs.
 *
 * @param fault what happens to the primary region
 * @param provision whether the secondary stream is created when it is needed, not before
 * @param rate messages a second
 * @param before how long the primary is healthy first
 * @param outage how long it fails
 * @param after how long the demo goes on when it is healthy again
 * @param flap whether it comes and goes meanwhile, instead of failing all the time
 */
record DemoOptions(
    DemoFault fault,
    boolean provision,
    int rate,
    Duration before,
    Duration outage,
    Duration after,
    boolean flap) {

  static final String USAGE =
      """
      usage: FailoverDemo [--fault %s] [--provision yes|no] [--rate N] [--outage SECONDS] [--flap] [--help]

        --fault    what happens to the primary region (default 500):
                   500, 429   every call is answered with that status
                   hang       calls are accepted and never answered
                   reset      calls are processed, but their answers are lost
                   refused    connections are refused
        --provision
                   yes        the secondary stream is created at the failover (default)
                   no         it is there from the beginning
        --rate     messages a second, 1 to 1000 (default 50)
        --outage   how long the primary fails, 3 to 600 seconds (default 8)
        --flap     the primary fails for 2 s, is healthy for 1 s, and so on until the outage is over

      The last line is the account:
        sent           messages the application handed to putMessages
        acknowledged   messages whose entry came back without an error
        delivered      messages that came out of getMessages, each counted once
        lost           acknowledged, but not delivered
        duplicates     further copies of a message that came out of getMessages
        errors         exceptions and failed entries that reached the application
        failoverMs     from the beginning of the fault to the switch
        failbackMs     from the end of the fault to the switch back; - where there was none,
                       0 where a primary that flaps was active again already
      The exit status is 0 if the pair failed over and back, nothing was lost and there was no error; else 1;
      2 if the command line is wrong.
      """
          .formatted(DemoFault.options());

  private static final int MAX_RATE = 1000;
  private static final int MIN_OUTAGE_SECONDS = 3; // A hang is noticed after 1.5 s.
  private static final int MAX_OUTAGE_SECONDS = 600;

  static DemoOptions defaults() {
    return new DemoOptions(
        DemoFault.STATUS_500,
        true,
        50,
        Duration.ofSeconds(3),
        Duration.ofSeconds(8),
        Duration.ofSeconds(3),
        false);
  }

  static DemoOptions parse(String... args) throws UsageException {
    DemoOptions options = defaults();
    Iterator<String> rest = List.of(args).iterator();
    while (rest.hasNext()) {
      String name = rest.next();
      String value = name.equals("--flap") || !rest.hasNext() ? "" : rest.next();
      options =
          switch (name) {
            case "--flap" -> options.withFlap();
            case "--fault" -> options.withFault(fault(value));
            case "--provision" -> options.withProvision(yesOrNo(name, value));
            case "--rate" -> options.withRate(number(name, value, 1, MAX_RATE));
            case "--outage" ->
                options.withOutage(
                    Duration.ofSeconds(
                        number(name, value, MIN_OUTAGE_SECONDS, MAX_OUTAGE_SECONDS)));
            default -> throw new UsageException("unknown option " + name);
          };
    }
    return options;
  }

  private static DemoFault fault(String value) throws UsageException {
    return DemoFault.of(value)
        .orElseThrow(
            () ->
                new UsageException(
                    "--fault takes " + DemoFault.options() + ", not \"" + value + "\""));
  }

  private static boolean yesOrNo(String name, String value) throws UsageException {
    if (!value.equals("yes") && !value.equals("no")) {
      throw new UsageException(name + " takes yes or no, not \"" + value + "\"");
    }
    return value.equals("yes");
  }

  private static int number(String name, String value, int min, int max) throws UsageException {
    int number = value.matches("\\d{1,6}") ? Integer.parseInt(value) : -1;
    if (number < min || number > max) {
      throw new UsageException(
          name + " takes a number from " + min + " to " + max + ", not \"" + value + "\"");
    }
    return number;
  }

  private DemoOptions withFault(DemoFault value) {
    return new DemoOptions(value, provision, rate, before, outage, after, flap);
  }

  private DemoOptions withProvision(boolean value) {
    return new DemoOptions(fault, value, rate, before, outage, after, flap);
  }

  private DemoOptions withRate(int value) {
    return new DemoOptions(fault, provision, value, before, outage, after, flap);
  }

  private DemoOptions withFlap() {
    return new DemoOptions(fault, provision, rate, before, outage, after, true);
  }

  private DemoOptions withOutage(Duration value) {
    return new DemoOptions(fault, provision, rate, before, value, after, flap);
  }
}
