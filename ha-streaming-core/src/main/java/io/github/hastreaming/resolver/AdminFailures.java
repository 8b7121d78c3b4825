package io.github.hastreaming.resolver;

import com.oracle.bmc.model.BmcException;
import io.github.hastreaming.call.RegionFailure;
import io.github.hastreaming.internal.cause.ErrorOrigin;
import io.github.hastreaming.resolver.ProvisioningException.Kind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an answer of the admin API means for provisioning. */
final class AdminFailures {

  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHENTICATED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int CONFLICT = 409;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  private final ProvisioningBuilder options;
  private final String region;

  AdminFailures(ProvisioningBuilder options, String region) {
    this.options = options;
    this.region = region;
  }

  /** Whether another process has created a stream of the name, or is about to delete one. */
  static boolean isConflict(BmcException failure) {
    return failure.getStatusCode() == CONFLICT;
  }

  /**
   * Whether the same request may succeed later, as after a client-side failure or the answer of a
   * middlebox; a request that changes may have succeeded.
   */
  static boolean isTransient(BmcException failure) {
    int status = failure.getStatusCode();
    return !ErrorOrigin.isTheService(failure)
        || status >= SERVER_ERROR
        || status == REQUEST_TIMEOUT
        || status == CONFLICT
        || status == TOO_MANY_REQUESTS;
  }

  /**
   * Whether a stream without the tag might be created. The service does not say which part of a
   * request it refuses for lack of a permission; asking once more without the tag does no harm.
   */
  static boolean mayBeAboutTheTag(BmcException failure) {
    return switch (failure.getStatusCode()) {
      case FORBIDDEN, NOT_FOUND -> true;
      case BAD_REQUEST ->
          !isLimit(failure) || lowerCase(failure.getMessage()).matches("(?s).*\\btags?\\b.*");
      default -> false;
    };
  }

  private static boolean isLimit(BmcException failure) {
    String code = lowerCase(failure.getServiceCode());
    return code.contains("limitexceeded") || code.contains("quotaexceeded");
  }

  private static String lowerCase(@Nullable String text) {
    return String.valueOf(text).toLowerCase(Locale.ROOT);
  }

  /** The exception for a failure that waiting does not help. */
  ProvisioningException permanent(BmcException failure) {
    if (isLimit(failure)) {
      return new ProvisioningException(
          Kind.LIMIT_EXCEEDED,
          "the secondary stream cannot be created in "
              + region
              + ", the tenancy's limit or quota of partitions is used up ("
              + describe(failure)
              + "): request a higher limit for Streaming partitions in "
              + region
              + ", or delete streams there",
          failure);
    }
    return switch (failure.getStatusCode()) {
      case UNAUTHENTICATED, FORBIDDEN, NOT_FOUND -> policyMissing(failure);
      default ->
          new ProvisioningException(
              Kind.REFUSED, region + " refused the request: " + describe(failure), failure);
    };
  }

  /** As the service answers 404 for both, a compartment that is not there looks the same. */
  private ProvisioningException policyMissing(BmcException failure) {
    String where =
        options.compartmentId == null
            ? "tenancy" // A pool's compartment is not known here.
            : "compartment id " + options.compartmentId;
    return new ProvisioningException(
        Kind.POLICY_MISSING,
        "streams cannot be listed or created in "
            + region
            + " ("
            + describe(failure)
            + "): check compartmentId or streamPoolId, and add this policy statement for the group"
            + " (or dynamic-group) of the credentials: Allow group <group> to manage streams in "
            + where
            + " where any {request.permission='STREAM_INSPECT',"
            + " request.permission='STREAM_READ', request.permission='STREAM_CREATE',"
            + " request.permission='STREAM_UPDATE'}"
            + (options.streamPoolId == null
                ? ""
                : ", and: Allow group <group> to use stream-pools in tenancy"),
        failure);
  }

  ProvisioningException timedOut(String name, String lastSeen, @Nullable Throwable cause) {
    return new ProvisioningException(
        Kind.TIMED_OUT,
        "the secondary stream "
            + name
            + " was not ready in "
            + region
            + " within "
            + options.timeout.toSeconds()
            + " s: "
            + lastSeen
            + ". The next attempt finds it if it was created meanwhile",
        cause);
  }

  ProvisioningException streamFailed(String name, FoundStream stream) {
    return new ProvisioningException(
            Kind.STREAM_FAILED,
            "the stream "
                + name
                + " in "
                + region
                + " is in the state FAILED: delete it ("
                + stream.ocid()
                + "), or set another name(...) on the provisioning resolver",
            null)
        .about(stream);
  }

  static String describe(BmcException failure) {
    return RegionFailure.describe(failure);
  }
}
