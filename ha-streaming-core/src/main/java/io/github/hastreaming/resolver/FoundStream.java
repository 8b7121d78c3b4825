package io.github.hastreaming.resolver;

import com.oracle.bmc.streaming.model.Stream;
import com.oracle.bmc.streaming.model.StreamSummary;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stream as the admin API shows it, of either of its two shapes.
 *
 * @param primaryTag the primary that it is tagged with as the secondary of
 */
record FoundStream(
    String ocid,
    int partitions,
    String state,
    @Nullable String messagesEndpoint,
    Instant created,
    Optional<String> primaryTag) {

  /**
   * Names are unique in a pool, but a compartment may have several pools: one that is ready first,
   * and of several the oldest, so that all processes choose the same.
   */
  static final Comparator<FoundStream> BEST_FIRST =
      Comparator.comparing(FoundStream::isReady)
          .reversed()
          .thenComparing(FoundStream::isFailed)
          .thenComparing(FoundStream::created)
          .thenComparing(FoundStream::ocid);

  static FoundStream of(StreamSummary summary) {
    return new FoundStream(
        summary.getId(),
        summary.getPartitions(),
        summary.getLifecycleState().getValue(),
        summary.getMessagesEndpoint(),
        instant(summary.getTimeCreated()),
        Ownership.tagIn(summary.getFreeformTags()));
  }

  static FoundStream of(Stream stream) {
    return new FoundStream(
        stream.getId(),
        stream.getPartitions(),
        stream.getLifecycleState().getValue(),
        stream.getMessagesEndpoint(),
        instant(stream.getTimeCreated()),
        Ownership.tagIn(stream.getFreeformTags()));
  }

  private static Instant instant(@Nullable Date date) {
    return date == null ? Instant.EPOCH : date.toInstant();
  }

  /** Whether messages can be put: while its tags are updated, a stream works on. */
  boolean isReady() {
    return (state.equals("ACTIVE") || state.equals("UPDATING")) && messagesEndpoint != null;
  }

  boolean isFailed() {
    return state.equals("FAILED");
  }

  /** Records of deleted streams are listed for 90 days. */
  boolean isGone() {
    return state.equals("DELETED") || state.equals("DELETING");
  }
}
