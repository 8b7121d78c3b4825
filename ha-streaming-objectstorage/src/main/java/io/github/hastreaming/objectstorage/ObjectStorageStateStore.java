package io.github.hastreaming.objectstorage;

import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.state.FailoverStateStore;
import io.github.hastreaming.state.FailoverStateText;
import io.github.hastreaming.state.StateStoreException;
import java.util.Optional;

/**
 * A store in a bucket of OCI Object Storage: one object for each pair, named {@code <prefix><OCID
 * of the primary stream>}. A change is one put with {@code If-Match} and the ETag that was read, or
 * {@code If-None-Match: *} for the first; Object Storage is strongly consistent.
 *
 * <p><b>Where the bucket must live:</b> never in the primary's region alone, whose failure is what
 * the state is about. Use the secondary's region or a third.
 *
 * <p>Reading is one call ({@code getObject}), a change two more. The SDK's retries are off: the
 * client asks again by itself. An object that cannot be used fails each operation with a {@link
 * StateStoreException} and is left as it is. It needs the permissions {@code OBJECT_INSPECT},
 * {@code OBJECT_READ}, {@code OBJECT_CREATE} and {@code OBJECT_OVERWRITE}.
 *
 * <p>Thread-safe. To be closed, after the clients that use it; that closes the SDK's client where
 * the store made it.
 */
public final class ObjectStorageStateStore implements FailoverStateStore, AutoCloseable {

  private final StateObjects objects;
  private final Runnable closeClient;

  ObjectStorageStateStore(StateObjects objects, Runnable closeClient) {
    this.objects = objects;
    this.closeClient = closeClient;
  }

  /**
   * Starts a store.
   *
   * @return a builder
   */
  public static ObjectStorageStateStoreBuilder builder() {
    return new ObjectStorageStateStoreBuilder();
  }

  @Override
  public Optional<FailoverState> load(String primaryOcid) {
    return objects.get(primaryOcid).map(found -> stateIn(found, primaryOcid));
  }

  @Override
  public boolean compareAndSet(Optional<FailoverState> expected, FailoverState next) {
    String primary = next.primaryOcid();
    String text = FailoverStateText.write(next);
    Optional<StateObjects.Found> found = objects.get(primary);
    return next.mayReplace(found.map(object -> stateIn(object, primary)), expected)
        && objects.put(primary, text, found.map(StateObjects.Found::etag));
  }

  private FailoverState stateIn(StateObjects.Found found, String primaryOcid) {
    FailoverState state;
    try {
      state = FailoverStateText.read(found.text());
    } catch (IllegalArgumentException e) {
      throw unusable(primaryOcid, String.valueOf(e.getMessage()));
    }
    if (!state.primaryOcid().equals(primaryOcid)) {
      throw unusable(primaryOcid, "its state is of another primary, " + state.primaryOcid());
    }
    return state;
  }

  private StateStoreException unusable(String primaryOcid, String why) {
    return new StateStoreException(
        objects.describe(primaryOcid)
            + " cannot be used: "
            + why
            + " (it is left as it is: repair it, or delete it to begin anew)",
        null);
  }

  @Override
  public void close() {
    closeClient.run();
  }

  @Override
  public String toString() {
    return objects.toString();
  }
}
