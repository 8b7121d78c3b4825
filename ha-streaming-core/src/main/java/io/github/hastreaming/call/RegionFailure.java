package io.github.hastreaming.call;

import com.oracle.bmc.ServiceDetails;
import com.oracle.bmc.model.BmcException;
import io.github.hastreaming.internal.cause.Causes;
import io.github.hastreaming.internal.cause.ErrorOrigin;
import io.github.hastreaming.internal.text.OneLine;
import io.github.hastreaming.target.StreamTarget;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The last failure of one region in one call.
 *
 * @param target the region's stream
 * @param failure what its client threw
 */
public record RegionFailure(StreamTarget target, Throwable failure) {

  /**
   * Region, host and failure in one line, without the SDK's advice on troubleshooting.
   *
   * @return such as {@code sa-saopaulo-1 (cell-1.streaming...): 500 InternalServerError}
   */
  @Override
  public String toString() {
    return target.region() + " (" + target.host() + "): " + describe(failure);
  }

  /** The failure itself, or a client-side one around it. */
  BmcException asBmcException() {
    return failure instanceof BmcException service
        ? service
        : new BmcException(false, describe(failure), failure, null);
  }

  /** Whom the SDK asked for what, without the query: it holds a cursor. */
  @Nullable ServiceDetails serviceDetails() {
    ServiceDetails details = asBmcException().getServiceDetails();
    if (details == null || details.getRequestEndpoint() == null) {
      return details;
    }
    return new ServiceDetails(
        details.getServiceName(),
        details.getOperationName(),
        details.getRequestEndpoint().replaceFirst("[?].*", ""),
        details.getApiReferenceLink());
  }

  /**
   * A failure in a few words, for messages, logs and events.
   *
   * @param failure any failure
   * @return status and service code, or the kind of the innermost cause and its message
   */
  public static String describe(Throwable failure) {
    if (failure instanceof BmcException service && service.getStatusCode() > 0) {
      return ErrorOrigin.isTheService(service)
          ? OneLine.of(service.getStatusCode() + " " + service.getServiceCode())
          : service.getStatusCode() + ", not an answer of the service's";
    }
    Throwable root = Causes.root(failure);
    if (root instanceof BmcException service) {
      return OneLine.of(String.valueOf(service.getUnmodifiedMessage()));
    }
    String name = root.getClass().getSimpleName();
    String message = root.getMessage();
    return message == null || mayQuoteContents(root) ? name : OneLine.of(name + ": " + message);
  }

  /**
   * Only what the JDK says of connections is repeated: a parser quotes what it cannot read, which
   * may be a message, and others may quote a cursor.
   */
  private static boolean mayQuoteContents(Throwable root) {
    boolean ofConnections =
        root instanceof IOException
            || root instanceof IllegalStateException
            || root instanceof LinkageError;
    return !ofConnections || !root.getClass().getName().startsWith("java");
  }
}
