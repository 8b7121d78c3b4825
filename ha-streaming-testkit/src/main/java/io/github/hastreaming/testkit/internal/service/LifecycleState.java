package io.github.hastreaming.testkit.internal.service;

/** The states of streams and stream pools, as they are on the wire. */
public enum LifecycleState {
  CREATING,
  ACTIVE,
  UPDATING,
  DELETING,
  DELETED,
  FAILED
}
