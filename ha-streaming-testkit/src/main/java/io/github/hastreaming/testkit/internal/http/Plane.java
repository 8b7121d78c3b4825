package io.github.hastreaming.testkit.internal.http;

/** What kind of call an operation is, as faults tell them apart. */
public enum Plane {
  WRITE,
  READ,
  ADMIN,
  /** No operation of the service. */
  NONE
}
