package io.github.hastreaming.internal.settings;

import java.time.Duration;

/** The default of every option, in one place; a test compares docs/options.md with it. */
public final class Defaults {

  public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  public static final Duration READ_TIMEOUT = Duration.ofSeconds(5);
  public static final Duration PROBE_TIMEOUT = Duration.ofSeconds(1);
  public static final int RETRY_ATTEMPTS = 3;
  public static final Duration RETRY_FIRST_WAIT = Duration.ofMillis(100);
  public static final double RETRY_FACTOR = 2;
  public static final double RETRY_JITTER = 0.5;
  public static final Duration RETRY_WAIT_CAP = Duration.ofSeconds(2);
  public static final int BREAKER_WINDOW = 20;
  public static final int BREAKER_MINIMUM_CALLS = 5;
  public static final float BREAKER_FAILURE_RATE = 50;
  public static final Duration BREAKER_OPEN_TIME = Duration.ofSeconds(10);

  /** Between two replacements of a client whose connections broke. */
  public static final Duration CONNECTIONS_RENEWED = Duration.ofSeconds(1);

  public static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);
  public static final Duration SLOW_CALL_THRESHOLD = Duration.ofMillis(1250);
  public static final int MAX_CONCURRENT_CALLS = 50;
  public static final Duration SWEEP_INTERVAL = Duration.ofSeconds(5);
  public static final Duration FIND_UNTIL_FOUND = Duration.ofSeconds(30);
  public static final Duration FIND_AFTER = Duration.ofMinutes(5);

  public static final Duration HOLD_DOWN = Duration.ofSeconds(60);
  public static final Duration MAX_HOLD_DOWN = Duration.ofMinutes(30);
  public static final Duration PROBE_INTERVAL = Duration.ofSeconds(5);
  public static final int PROBE_SUCCESSES = 3;
  public static final int TRIAL_CALLS = 5;
  public static final double PROBE_JITTER = 0.2;

  public static final Duration STATE_POLL_LOCAL = Duration.ofSeconds(1);
  public static final Duration STATE_POLL_REMOTE = Duration.ofSeconds(5);
  public static final Duration PROVISIONING_TIMEOUT = Duration.ofMinutes(2);

  /** How long {@code build} waits for the stored state; an answer after it is a failure. */
  public static final Duration STATE_STORE_TIMEOUT = Duration.ofSeconds(2);

  /** How long after its interruption a store's answer is awaited before it is asked anew. */
  public static final Duration STATE_STORE_GIVE_UP = Duration.ofSeconds(30);

  /** The longest retention the service offers: 168 h. */
  public static final Duration LONGEST_RETENTION = Duration.ofDays(7);

  /** Of every background interval, so that a fleet does not move in step: +-20 %. */
  public static final double INTERVAL_JITTER = 0.2;

  /** How long a region that refused {@link #REFUSALS_TO_SKIP} calls in a row is skipped. */
  public static final Duration REFUSED_SKIP = Duration.ofSeconds(10);

  public static final int REFUSALS_TO_SKIP = 3;

  /** How long a resolver's "none" stands before a call in need makes the client ask again. */
  public static final Duration RESOLVER_NEGATIVE_ANSWER = Duration.ofSeconds(5);

  /** How long after a failover that found no target the next one is tried. */
  public static final Duration FAILOVER_RETRY = Duration.ofSeconds(1);

  /** A failover sooner than this after a failback doubles the hold-down. */
  public static final Duration FAILBACK_PROVEN = Duration.ofMinutes(10);

  /** The longest a pin may last. */
  public static final Duration MAX_PIN = Duration.ofDays(7);

  /** How often the log says again what happens again and again. */
  public static final Duration LOG_INTERVAL = Duration.ofSeconds(30);

  private Defaults() {}
}
