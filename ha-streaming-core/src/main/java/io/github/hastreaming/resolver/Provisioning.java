package io.github.hastreaming.resolver;

import com.oracle.bmc.model.BmcException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt to have the stream: find it by name, create it if it does not exist, wait until it is
 * ready.
 *
 * <p>{@code createStream} has no retry token, so a request whose outcome is unknown is never simply
 * sent again: the stream is looked for by name first. Where two processes create it at once, the
 * service refuses one, for a name is unique in its pool; that one finds the other's.
 */
final class Provisioning {

  private static final Logger LOG = LoggerFactory.getLogger(SecondaryResolver.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final double JITTER = 0.2;

  private final StreamAdministration admin;
  private final StreamPlan plan;
  private final ProvisioningBuilder options;
  private final AdminFailures failures;
  private final long deadline;
  private Duration nextPause = FIRST_PAUSE;
  private @Nullable String created;
  private @Nullable BmcException lastFailure;
  private String lastSeen = "it does not exist";

  Provisioning(
      StreamAdministration admin,
      StreamPlan plan,
      ProvisioningBuilder options,
      AdminFailures failures) {
    this.admin = admin;
    this.plan = plan;
    this.options = options;
    this.failures = failures;
    this.deadline = options.pauses.nanoTime() + options.timeout.toNanos();
  }

  /** The stream once it is ready; empty if it does not exist and is not to be created. */
  Optional<FoundStream> run() {
    while (true) {
      try {
        Optional<FoundStream> found = look();
        if (found.isEmpty() && !options.createIfMissing) {
          return found;
        }
        if (found.isEmpty()) {
          create();
        } else if (isReady(found.get())) {
          return found;
        }
      } catch (BmcException e) {
        if (!AdminFailures.isTransient(e)) {
          throw failures.permanent(e);
        }
        lastFailure = e;
        lastSeen = AdminFailures.describe(e);
        LOG.info("The secondary stream {} is not ready yet: {}", plan.name(), lastSeen);
      }
      pause();
    }
  }

  /** By OCID once that is known: a new stream may be late in the list. */
  private Optional<FoundStream> look() {
    Optional<FoundStream> ours = created == null ? Optional.empty() : admin.get(created);
    return ours.isPresent() ? ours : admin.find(plan.name());
  }

  private boolean isReady(FoundStream stream) {
    plan.requireFits(stream.partitions());
    if (stream.isFailed()) {
      throw failures.streamFailed(plan.name(), stream);
    }
    lastSeen = "its state is " + stream.state();
    return stream.isReady();
  }

  private void create() {
    created = null;
    try {
      created = admin.create(plan);
      nextPause = FIRST_PAUSE;
      lastSeen = "it was created and has not been seen since";
      LOG.info("Created the secondary stream {} ({})", plan.name(), created);
    } catch (BmcException e) {
      if (!AdminFailures.isConflict(e)) {
        throw e;
      }
      lastSeen = "another stream of the name exists, or is being deleted";
      LOG.info("The secondary stream {} was created by another process", plan.name());
    }
  }

  private void pause() {
    double factor = 1 + JITTER * (2 * ThreadLocalRandom.current().nextDouble() - 1);
    Duration pause = Duration.ofNanos((long) (nextPause.toNanos() * factor));
    if (options.pauses.nanoTime() + pause.toNanos() - deadline >= 0) {
      throw failures.timedOut(plan.name(), lastSeen, lastFailure);
    }
    try {
      options.pauses.pause(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failures.timedOut(plan.name(), "interrupted, " + lastSeen, e);
    }
    Duration doubled = nextPause.multipliedBy(2);
    nextPause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }
}
