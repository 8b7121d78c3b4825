package io.github.hastreaming.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the command line of {@link OciStreamingEmulatorMain} says. */
record StandaloneOptions(
    List<RegionOption> regions,
    List<StreamOption> streams,
    int controlPort,
    Duration lifecycleDelay,
    boolean help) {

  static final String USAGE =
      """
      Usage: OciStreamingEmulatorMain --region NAME=PORT [options]

      Runs emulated regions of OCI Streaming on the loopback interface until it is killed.

        --region NAME=PORT            a region, such as sa-saopaulo-1=8081; repeatable; 0: any free port
        --stream NAME:PARTITIONS[@REGION]
                                      a stream, in each region if none is named; repeatable
        --control PORT                port of the control endpoint; default: any free port
        --lifecycle-delay SECONDS     how long creating, updating and deleting a stream takes; default: 0
        --help                        prints this

      Prints a line for each region and stream and one for the control endpoint, then "ready":

        region name=NAME endpoint=URL
        stream region=NAME name=NAME partitions=N ocid=OCID
        control endpoint=URL

      The control endpoint takes and answers JSON. It asks for a Host header of 127.0.0.1 or localhost with its
      port, for "Content-Type: application/json" with POST and PUT, and refuses web pages of other origins:

        GET    /regions                          the regions, their endpoints and streams
        GET    /regions/NAME/messages            what a region holds; ?stream=OCID for one stream
        GET    /regions/NAME/requests            the requests that reached it; DELETE forgets them
        POST   /regions/NAME/faults              switches a fault on:
                 {"fault": "status", "status": 503, "on": "writes", "times": 3, "share": 0.5}
                 faults: status (with status, code, message), throttled, hang, reset-before-processing,
                 reset-after-processing, truncated-answer, refused;
                 slow (held, then processed) and delay (processed, then held), with delayMillis, or with
                 leastMillis and mostMillis;
                 html (with status, page), redirect (with status, url), redirect-to (with status, endpoint:
                 the path is kept)
                 on: writes, reads, admin, all, or operations: "getMessages", ["getGroup", "updateGroup"]
                 by: the OCID of a user or a keyId, or a list of them
                 on, by, times and share may be left out
        GET    /regions/NAME/faults              the faults that are on, and their hits
        DELETE /regions/NAME/faults/ID           heals a fault; without ID: all of them
        PUT    /regions/NAME/permissions         what callers may do:
                 {"allow": "push-only", "by": OCID, "refusedWith": 404}
                 allow: all, none, push-only, pull-only, or operations: ["putMessages", "getStream"]
                 by: one user or keyId, else all that have no permissions of their own
                 refusedWith: 401, 403 or 404
        POST   /regions/NAME/throttle            {"streamId": OCID, "partition": "0", "calls": 10}
        POST   /regions/NAME/clock               {"advanceMillis": 300000}
        DELETE /regions/NAME                     destroys a region for good
      """;

  StandaloneOptions {
    regions = List.copyOf(regions);
    streams = List.copyOf(streams);
  }

  /**
   * Reads the command line.
   *
   * @throws UsageException if it makes no sense
   */
  static StandaloneOptions parse(String... arguments) {
    List<RegionOption> regions = new ArrayList<>();
    List<StreamOption> streams = new ArrayList<>();
    int controlPort = 0;
    Duration lifecycleDelay = Duration.ZERO;
    boolean help = false;
    for (Iterator<String> rest = List.of(arguments).iterator(); rest.hasNext(); ) {
      String option = rest.next();
      switch (option) {
        case "--region" -> regions.add(RegionOption.parse(value(option, rest)));
        case "--stream" -> streams.add(StreamOption.parse(value(option, rest)));
        case "--control" -> controlPort = port(option, value(option, rest));
        case "--lifecycle-delay" ->
            lifecycleDelay = Duration.ofSeconds(number(option, value(option, rest), 0, 3_600));
        case "--help" -> help = true;
        default -> throw new UsageException("unknown option " + option);
      }
    }
    if (!help) {
      requireConsistent(regions, streams);
    }
    return new StandaloneOptions(regions, streams, controlPort, lifecycleDelay, help);
  }

  private static void requireConsistent(List<RegionOption> regions, List<StreamOption> streams) {
    if (regions.isEmpty()) {
      throw new UsageException("--region is required");
    }
    List<String> names = regions.stream().map(RegionOption::name).toList();
    if (names.stream().distinct().count() < names.size()) {
      throw new UsageException("--region names a region twice");
    }
    for (StreamOption stream : streams) {
      if (stream.region() != null && !names.contains(stream.region())) {
        throw new UsageException("--stream names an unknown region " + stream.region());
      }
    }
    for (String region : names) {
      List<String> inRegion =
          streams.stream().filter(stream -> stream.isIn(region)).map(StreamOption::name).toList();
      if (inRegion.stream().distinct().count() < inRegion.size()) {
        throw new UsageException("--stream names a stream twice in " + region);
      }
    }
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new UsageException(option + " needs a value");
    }
    return rest.next();
  }

  private static int port(String option, String value) {
    return number(option, value, 0, 65_535);
  }

  private static int number(String option, String value, int least, int most) {
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // the same complaint as for a number out of range
    }
    throw new UsageException(
        option + " needs a number from " + least + " to " + most + " but got " + value);
  }

  /** {@code NAME=PORT}. */
  record RegionOption(String name, int port) {
    static RegionOption parse(String value) {
      int equals = value.indexOf('=');
      if (equals < 1) {
        throw new UsageException("--region needs NAME=PORT but got " + value);
      }
      return new RegionOption(
          value.substring(0, equals),
          StandaloneOptions.port("--region", value.substring(equals + 1)));
    }
  }

  /** {@code NAME:PARTITIONS[@REGION]}. */
  record StreamOption(String name, int partitions, @Nullable String region) {
    private static final int MOST_PARTITIONS = 10_000;

    static StreamOption parse(String value) {
      int at = value.indexOf('@');
      String stream = at < 0 ? value : value.substring(0, at);
      int colon = stream.lastIndexOf(':');
      if (colon < 1) {
        throw new UsageException("--stream needs NAME:PARTITIONS[@REGION] but got " + value);
      }
      int partitions = number("--stream", stream.substring(colon + 1), 1, MOST_PARTITIONS);
      return new StreamOption(
          stream.substring(0, colon), partitions, at < 0 ? null : value.substring(at + 1));
    }

    boolean isIn(String regionName) {
      return region == null || region.equals(regionName);
    }
  }

  /** The command line makes no sense. */
  static final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }
}
