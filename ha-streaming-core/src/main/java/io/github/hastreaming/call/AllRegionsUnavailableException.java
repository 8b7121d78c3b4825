package io.github.hastreaming.call;

import com.oracle.bmc.model.BmcException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * No region could serve the call. Status, service code and cause are those of the active region's
 * last failure; the other regions' are {@linkplain #getSuppressed() suppressed} exceptions. The
 * message names every region, its endpoint host and its last failure.
 */
public final class AllRegionsUnavailableException extends BmcException {

  private static final long serialVersionUID = 1L;

  private final transient List<RegionFailure> failures;

  /**
   * Makes the exception.
   *
   * @param operation the operation that was called
   * @param failures each region's last failure, the active region's first; empty if no region
   *     admitted the call in time
   * @param note what else a reader should know, such as what the resolver answered; may be empty
   */
  public AllRegionsUnavailableException(
      StreamOperation operation, List<RegionFailure> failures, String note) {
    this(message(operation, failures, note), failures, activeFailure(failures));
  }

  private AllRegionsUnavailableException(
      String message, List<RegionFailure> failures, BmcException active) {
    super(
        message,
        failures.isEmpty() ? null : failures.get(0).failure(),
        active.getStatusCode(),
        active.getServiceCode(),
        active.isTimeout(),
        active.getOpcRequestId(),
        active.isClientSide(),
        failures.isEmpty() ? null : failures.get(0).serviceDetails(),
        null,
        null,
        Map.of());
    this.failures = List.copyOf(failures);
    failures.stream().skip(1).forEach(other -> addSuppressed(other.failure()));
  }

  /**
   * Each region's last failure, the active region's first.
   *
   * @return an immutable list; empty after deserialization
   */
  public List<RegionFailure> failures() {
    return failures == null ? List.of() : failures;
  }

  private static BmcException activeFailure(List<RegionFailure> failures) {
    return failures.isEmpty()
        ? new BmcException(false, "no region had a free slot in time", null, null)
        : failures.get(0).asBmcException();
  }

  private static String message(
      StreamOperation operation, List<RegionFailure> failures, String note) {
    String regions =
        failures.isEmpty()
            ? "no region had a free slot in time"
            : failures.stream().map(RegionFailure::toString).collect(Collectors.joining("; "));
    return "No region could serve "
        + operation.methodName()
        + ": "
        + regions
        + (note.isEmpty() ? "" : ". " + note);
  }
}
