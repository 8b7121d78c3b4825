package io.github.hastreaming.testkit.internal.service;

import java.time.Instant;

/** What a client holds to go on reading. */
public sealed interface Cursor permits PartitionCursor, GroupCursor {
  String streamId();

  Instant expiration();
}
