package io.github.hastreaming.internal.region;

import com.oracle.bmc.model.BmcException;
import io.github.hastreaming.call.RegionFailure;
import io.github.hastreaming.internal.cause.ErrorOrigin;
import java.util.Optional;
import java.util.Set;

/** What a region's answer to a probe, or its silence, tells. Immutable. */
public final class ProbeResult {

  /** It served the probe. */
  public static final ProbeResult PASSED = new ProbeResult(Verdict.PASSED, false, false, "");

  /** Something kept it from being made. */
  static final ProbeResult NOT_MADE =
      new ProbeResult(Verdict.FAILED, false, false, "it could not be made");

  /** Missing rights or a throttled caller: the traffic may fare better than the probe. */
  private static final Set<Integer> INCONCLUSIVE = Set.of(401, 403, 404, 429);

  private static final Set<Integer> REFUSALS = Set.of(401, 403, 404);
  private static final int BAD_REQUEST = 400;
  private static final int NO_STATUS = -1;
  private static final int SERVER_ERROR = 500;

  /** Answers that ask the caller to come again. */
  private static final Set<Integer> PATIENCE = Set.of(408, 429);

  private enum Verdict {
    PASSED,
    ANSWERED,
    NOT_SENT,
    FAILED
  }

  private final Verdict verdict;
  private final boolean refusal;
  private final boolean timeout;
  private final String reason;

  private ProbeResult(Verdict verdict, boolean refusal, boolean timeout, String reason) {
    this.verdict = verdict;
    this.refusal = refusal;
    this.timeout = timeout;
    this.reason = reason;
  }

  static ProbeResult of(Throwable failure) {
    String reason = RegionFailure.describe(failure);
    if (SigningFailure.isCauseOf(failure)) {
      return new ProbeResult(Verdict.NOT_SENT, false, false, reason);
    }
    int status = statusOf(failure);
    Verdict verdict = INCONCLUSIVE.contains(status) ? Verdict.ANSWERED : Verdict.FAILED;
    return new ProbeResult(
        verdict, REFUSALS.contains(status), Timeouts.isReadTimeout(failure), reason);
  }

  /** The service's status; none if something else answered, or nobody. */
  private static int statusOf(Throwable failure) {
    return failure instanceof BmcException service && ErrorOrigin.isTheService(service)
        ? service.getStatusCode()
        : NO_STATUS;
  }

  /** What a failure says of a partition that a cursor was asked for. */
  static PartitionCheck partitionCheck(Throwable failure) {
    int status = statusOf(failure);
    if (status < BAD_REQUEST || status >= SERVER_ERROR || PATIENCE.contains(status)) {
      return PartitionCheck.NOT_ANSWERED;
    }
    boolean isNoSuch =
        status == BAD_REQUEST
            && "InvalidParameter".equals(((BmcException) failure).getServiceCode());
    return isNoSuch ? PartitionCheck.ABSENT : PartitionCheck.UNCLEAR;
  }

  /** Whether the region is there, whatever it thinks of the probe. */
  public boolean isAnswered() {
    return verdict == Verdict.PASSED || verdict == Verdict.ANSWERED;
  }

  /** Whether it counts neither for the region nor against it. */
  public boolean isInconclusive() {
    return verdict == Verdict.ANSWERED || verdict == Verdict.NOT_SENT;
  }

  /** Whether this process could not even ask: nothing is known of the region. */
  public boolean isNotSent() {
    return verdict == Verdict.NOT_SENT;
  }

  /** Whether the stream does not exist for this process. */
  public boolean isRefusal() {
    return refusal;
  }

  /** Whether there was no answer in time. */
  boolean isTimeout() {
    return timeout;
  }

  /** What was answered instead of a cursor, for people; empty if it passed. */
  public String reason() {
    return reason;
  }

  /** Why the region cannot serve; empty if it passed or was inconclusive. */
  public Optional<String> failure() {
    return verdict == Verdict.FAILED ? Optional.of(reason) : Optional.empty();
  }
}
