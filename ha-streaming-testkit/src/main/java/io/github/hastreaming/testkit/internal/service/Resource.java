package io.github.hastreaming.testkit.internal.service;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What streams and stream pools have in common: an identifier, a lifecycle, tags and an entity tag
 * that changes with them. Changes are made under the lock of the {@link StreamingRegion}; reading
 * needs none.
 */
public final class Resource {
  /** How long the service shows what was deleted. */
  private static final Duration SHOWN_AFTER_DELETION = Duration.ofDays(90);

  private final String ocid;
  private final Lifecycles lifecycles;
  private final Instant timeCreated;
  private volatile Phase phase;
  private volatile Tags tags;
  private volatile String etag = newEtag();

  Resource(String ocid, Lifecycles lifecycles, Phase phase, Tags tags) {
    this.ocid = ocid;
    this.lifecycles = lifecycles;
    this.timeCreated = lifecycles.now();
    this.phase = phase;
    this.tags = tags;
  }

  public String ocid() {
    return ocid;
  }

  public Instant timeCreated() {
    return timeCreated;
  }

  public Tags tags() {
    return tags;
  }

  public String etag() {
    return etag;
  }

  public LifecycleState state() {
    return phase.at(lifecycles.now());
  }

  boolean isForgotten() {
    return state() == LifecycleState.DELETED
        && !phase.settledAt().plus(SHOWN_AFTER_DELETION).isAfter(lifecycles.now());
  }

  void requireUpdatable(@Nullable String ifMatch) {
    requireMatch(ifMatch);
    requireState(LifecycleState.ACTIVE);
  }

  void requireDeletable(@Nullable String ifMatch) {
    requireMatch(ifMatch);
    requireState(LifecycleState.ACTIVE, LifecycleState.FAILED);
  }

  void change(Phase newPhase, Tags newTags) {
    phase = newPhase;
    tags = newTags;
    etag = newEtag();
  }

  /** Refuses a change that the caller based on another version than the current one. */
  private void requireMatch(@Nullable String ifMatch) {
    if (ifMatch != null && !ifMatch.equals("*") && !ifMatch.equals(etag)) {
      throw new ServiceException(412, "NoEtagMatch", "The if-match header does not match the etag");
    }
  }

  private void requireState(LifecycleState... allowed) {
    if (!List.of(allowed).contains(state())) {
      throw ServiceException.incorrectState("The resource is " + state());
    }
  }

  private static String newEtag() {
    return UUID.randomUUID().toString();
  }
}
