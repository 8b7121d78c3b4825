package io.github.hastreaming.resolver;

import com.oracle.bmc.model.BmcException;
import io.github.hastreaming.resolver.Ownership.Owner;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt to have the stream: find ours by name, create it if it does not exist, wait until it
 * is ready.
 *
 * <p>{@code createStream} has no retry token, so a request whose outcome is unknown is never simply
 * sent again: the stream is looked for by name first. Where two processes create it at once, the
 * service refuses one, for a name is unique in its pool; that one finds the other's.
 *
 * <p>Where the stream of the name carries no tag and is not known, the attempt to create one tells
 * more: if the tag is refused, streams made for this primary cannot have one either, and this is
 * taken for ours; if only the name is, it is somebody else's.
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
  private final StreamCreation creation;
  private final Set<String> refusedOcids;
  private final long deadline;
  private final Ownership provable;
  private Optional<FoundStream> unproved = Optional.empty();
  private boolean nameTaken;
  private Duration nextPause = FIRST_PAUSE;
  private @Nullable String created;
  private @Nullable BmcException lastFailure;
  private String lastSeen = "it does not exist";

  Provisioning(
      StreamAdministration admin,
      StreamPlan plan,
      ProvisioningBuilder options,
      AdminFailures failures,
      ResolverContext context) {
    this.admin = admin;
    this.plan = plan;
    this.options = options;
    this.failures = failures;
    this.provable = Ownership.of(options, context);
    this.creation = new StreamCreation(admin, plan, provable.tags());
    this.refusedOcids = context.refusedOcids();
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
        unproved = found.filter(stream -> !isOurs(stream));
        if (found.isEmpty() || unproved.isPresent()) {
          create();
        } else if (isReady(found.get())) {
          return found;
        }
      } catch (BmcException e) {
        if (!AdminFailures.isTransient(e)) {
          unproved.ifPresent(stream -> provable.requireOurs(plan.name(), stream));
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
    return ours.isPresent()
        ? ours
        : admin.find(plan.name()).stream().min(ownership().bestFirst(refusedOcids));
  }

  private Ownership ownership() {
    return creation.isTagRefused() ? provable.withoutTags() : provable;
  }

  /** False if that is still to be learned, by trying to create it. */
  private boolean isOurs(FoundStream stream) {
    Owner owner = ownership().of(stream);
    if (owner == Owner.UNKNOWN && options.createIfMissing && !nameTaken) {
      return false;
    }
    ownership().requireOurs(plan.name(), stream);
    return true;
  }

  private boolean isReady(FoundStream stream) {
    plan.requireFits(stream);
    if (stream.isFailed()) {
      throw failures.streamFailed(plan.name(), stream);
    }
    lastSeen = "its state is " + stream.state();
    return stream.isReady();
  }

  private void create() {
    created = null;
    try {
      created = creation.create();
      nextPause = FIRST_PAUSE;
      lastSeen = "it was created and has not been seen since";
    } catch (BmcException e) {
      if (!AdminFailures.isConflict(e)) {
        throw e;
      }
      nameTaken = true;
      lastSeen = "another stream of the name exists, or is being deleted";
      LOG.info("A stream {} exists already, or is being deleted", plan.name());
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
