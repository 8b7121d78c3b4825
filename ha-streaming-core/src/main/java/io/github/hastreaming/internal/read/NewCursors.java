package io.github.hastreaming.internal.read;

import com.oracle.bmc.responses.BmcResponse;
import com.oracle.bmc.streaming.model.Cursor;
import io.github.hastreaming.internal.cursor.CursorCodec;
import io.github.hastreaming.internal.cursor.CursorStart;
import io.github.hastreaming.internal.cursor.PairCursor;
import io.github.hastreaming.internal.region.ServiceClock;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.target.StreamTarget;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Cursors of the pair as they are handed out first. */
final class NewCursors {

  private final String primaryOcid;
  private final ServiceClock clock;
  private final TimeSource time;

  NewCursors(String primaryOcid, ServiceClock clock, TimeSource time) {
    this.primaryOcid = primaryOcid;
    this.clock = clock;
    this.time = time;
  }

  boolean isPrimary(StreamTarget target) {
    return target.streamOcid().equals(primaryOcid);
  }

  /** One that begins in the primary, whoever answered. */
  PairCursor inPrimary(CursorStart start) {
    PairCursor cursor = new PairCursor(primaryOcid, start, startedAt(null), primaryOcid);
    cursor.lastSweep(time.now().toEpochMilli());
    return cursor;
  }

  /** One that begins where it was answered; the moment is the service's. */
  PairCursor create(CursorStart start, StreamTarget target, @Nullable BmcResponse response) {
    PairCursor cursor =
        new PairCursor(primaryOcid, start, startedAt(response), target.streamOcid());
    cursor.lastSweep(time.now().toEpochMilli());
    return cursor;
  }

  private long startedAt(@Nullable BmcResponse response) {
    Optional<Instant> date = ServiceClock.dateOf(response).or(clock::now);
    return date.orElseGet(time::now).toEpochMilli();
  }

  static Cursor encoded(PairCursor cursor) {
    return Cursor.builder().value(CursorCodec.encode(cursor)).build();
  }

  static @Nullable Long millis(@Nullable Date date) {
    return date == null ? null : date.toInstant().toEpochMilli();
  }
}
