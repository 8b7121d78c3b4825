package io.github.hastreaming.internal.cursor;

import org.jspecify.annotations.Nullable;

/** What the caller asked for when the cursor was created: enough to create it again anywhere. */
public sealed interface CursorStart {

  StartType type();

  /** Epoch milliseconds, for AT_TIME. */
  @Nullable Long time();

  /**
   * A cursor on one partition.
   *
   * @param offset of the primary, for AT_OFFSET and AFTER_OFFSET
   */
  record OfPartition(String partition, StartType type, @Nullable Long offset, @Nullable Long time)
      implements CursorStart {}

  /**
   * A consumer group's cursor.
   *
   * @param instance never missing: the service would invent one that another region does not know
   * @param timeoutMillis null for the service's default
   * @param commitOnGet null for the service's default, which is true
   * @param newGroup whether the group was in no stream when the cursor was created; an older group
   *     begins at TRIM_HORIZON in a stream that does not have it
   */
  record OfGroup(
      String group,
      String instance,
      @Nullable Integer timeoutMillis,
      @Nullable Boolean commitOnGet,
      StartType type,
      @Nullable Long time,
      boolean newGroup)
      implements CursorStart {

    public boolean commitsOnGet() {
      return commitOnGet == null || commitOnGet;
    }
  }
}
