package io.github.hastreaming.testkit;

import io.github.hastreaming.testkit.internal.service.ServiceException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The operations that a caller may use, as policies of IAM grant them; see {@link
 * OciStreamingEmulator#permit}. All others are answered {@code 404 NotAuthorizedOrNotFound}, as the
 * service does, or as {@link #refusedWith} says, and change nothing. Immutable.
 */
public final class Permissions {
  private final Set<StreamingOperation> allowed;
  private final int refusal;

  private Permissions(Set<StreamingOperation> allowed, int refusal) {
    this.allowed = allowed;
    this.refusal = refusal;
  }

  /** Every operation. */
  public static Permissions all() {
    return new Permissions(EnumSet.allOf(StreamingOperation.class), 404);
  }

  public static Permissions none() {
    return new Permissions(EnumSet.noneOf(StreamingOperation.class), 404);
  }

  /**
   * What {@code use stream-push} grants, which is {@code STREAM_PRODUCE} (Oracle's policy reference
   * for Streaming): {@code putMessages}.
   */
  public static Permissions pushOnly() {
    return none().with(StreamingOperation.PUT_MESSAGES);
  }

  /**
   * What {@code use stream-pull} grants, which is {@code STREAM_CONSUME} (Oracle's policy reference
   * for Streaming): cursors, {@code getMessages}, commits, heartbeats, {@code getGroup} and {@code
   * updateGroup}.
   */
  public static Permissions pullOnly() {
    return none()
        .with(
            StreamingOperation.GET_MESSAGES,
            StreamingOperation.CREATE_CURSOR,
            StreamingOperation.CREATE_GROUP_CURSOR,
            StreamingOperation.CONSUMER_COMMIT,
            StreamingOperation.CONSUMER_HEARTBEAT,
            StreamingOperation.GET_GROUP,
            StreamingOperation.UPDATE_GROUP);
  }

  /** These operations too. */
  public Permissions with(StreamingOperation... operations) {
    Set<StreamingOperation> more = EnumSet.copyOf(allowed);
    more.addAll(List.of(operations));
    return new Permissions(more, refusal);
  }

  /** All but these operations. */
  public Permissions without(StreamingOperation... operations) {
    Set<StreamingOperation> fewer = EnumSet.copyOf(allowed);
    List.of(operations).forEach(fewer::remove);
    return new Permissions(fewer, refusal);
  }

  /**
   * How the operations that are not allowed are answered.
   *
   * @param status 401 ({@code NotAuthenticated}), 403 ({@code NotAuthorized}) or 404 ({@code
   *     NotAuthorizedOrNotFound}, the default)
   */
  public Permissions refusedWith(int status) {
    if (status != 401 && status != 403 && status != 404) {
      throw new IllegalArgumentException("status must be 401, 403 or 404 but was " + status);
    }
    return new Permissions(allowed, status);
  }

  boolean allow(StreamingOperation operation) {
    return allowed.contains(operation);
  }

  ServiceException refusal() {
    return switch (refusal) {
      case 401 ->
          new ServiceException(
              401,
              "NotAuthenticated",
              "The required information to complete authentication was not provided or was"
                  + " incorrect.");
      case 403 ->
          new ServiceException(
              403, "NotAuthorized", "You do not have authorization to perform this request.");
      default -> ServiceException.notFound();
    };
  }

  @Override
  public String toString() {
    Set<String> names = new TreeSet<>();
    allowed.forEach(operation -> names.add(operation.operationName()));
    return names + ", else " + refusal;
  }
}
