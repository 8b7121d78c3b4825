package io.github.hastreaming.call;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.streaming.model.PutMessagesDetailsEntry;
import java.util.List;
import java.util.Map;

/**
 * A put failed in a way that leaves open whether the service stored the messages, and the {@link
 * WriteReplay} policy forbids to send them again. The caller decides: {@link #entries()} are the
 * entries in question, the cause is the region's own failure.
 */
public final class WriteOutcomeUnknownException extends BmcException {

  /**
   * The {@code error} of an entry of unknown outcome in a response, where other entries of the same
   * put were acknowledged.
   */
  public static final String ENTRY_ERROR = "OutcomeUnknown";

  private static final long serialVersionUID = 1L;

  private final transient List<PutMessagesDetailsEntry> entries;

  /**
   * Makes the exception.
   *
   * @param failure the region's failure
   * @param entries the entries whose outcome is not known, in request order
   * @param policy the policy that forbids a replay
   */
  public WriteOutcomeUnknownException(
      RegionFailure failure, List<PutMessagesDetailsEntry> entries, WriteReplay policy) {
    super(
        "It is not known whether "
            + entries.size()
            + " entries were stored, and WriteReplay."
            + policy
            + " forbids to send them again: "
            + failure,
        failure.failure(),
        failure.asBmcException().getStatusCode(),
        failure.asBmcException().getServiceCode(),
        failure.asBmcException().isTimeout(),
        failure.asBmcException().getOpcRequestId(),
        failure.asBmcException().isClientSide(),
        failure.serviceDetails(),
        null,
        null,
        Map.of());
    this.entries = List.copyOf(entries);
  }

  /**
   * The entries whose outcome is not known.
   *
   * @return an immutable list in request order; empty after deserialization
   */
  public List<PutMessagesDetailsEntry> entries() {
    return entries == null ? List.of() : entries;
  }
}
