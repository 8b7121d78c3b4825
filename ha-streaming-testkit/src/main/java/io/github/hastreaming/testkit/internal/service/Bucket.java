package io.github.hastreaming.testkit.internal.service;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Objects by name; each change is checked against its conditions and made in one step. */
public final class Bucket {
  private static final String ANY = "*";

  private final String name;
  private final AdjustableClock clock;
  private final Map<String, StoredObject> objects = new TreeMap<>(); // guarded by this

  Bucket(String name, AdjustableClock clock) {
    this.name = name;
    this.clock = clock;
  }

  public synchronized Optional<StoredObject> find(String objectName) {
    return Optional.ofNullable(objects.get(objectName));
  }

  public synchronized Map<String, StoredObject> all() {
    return new TreeMap<>(objects);
  }

  /**
   * Reads an object.
   *
   * @param ifMatch the ETag it must have, or null
   */
  public synchronized StoredObject get(String objectName, @Nullable String ifMatch) {
    StoredObject object = objects.get(objectName);
    if (object == null) {
      throw notFound(objectName);
    }
    requireMatch(object, ifMatch);
    return object;
  }

  /**
   * Puts an object.
   *
   * @param ifMatch the ETag that must be there, or null
   * @param ifNoneMatch {@code *} if nothing must be there, or null
   */
  public synchronized StoredObject put(
      String objectName,
      byte[] content,
      String contentType,
      @Nullable String ifMatch,
      @Nullable String ifNoneMatch) {
    StoredObject before = objects.get(objectName);
    requireMatch(before, ifMatch);
    if (ifNoneMatch != null && !ifNoneMatch.equals(ANY)) {
      throw ServiceException.invalidParameter("The If-None-Match header must be '*'");
    }
    if (ifNoneMatch != null && before != null) {
      throw new ServiceException(
          412,
          "IfNoneMatchFailed",
          "The If-None-Match header is '*' but there is an existing entity");
    }
    StoredObject object =
        new StoredObject(UUID.randomUUID().toString(), content, contentType, clock.now());
    objects.put(objectName, object);
    return object;
  }

  /**
   * Deletes an object.
   *
   * @param ifMatch the ETag it must have, or null
   */
  public synchronized void delete(String objectName, @Nullable String ifMatch) {
    get(objectName, ifMatch);
    objects.remove(objectName);
  }

  private static void requireMatch(@Nullable StoredObject object, @Nullable String ifMatch) {
    boolean matches =
        ifMatch == null
            || (object != null && (ifMatch.equals(ANY) || ifMatch.equals(object.etag())));
    if (!matches) {
      throw new ServiceException(
          412, "IfMatchFailed", "The If-Match header did not match the entity's current ETag");
    }
  }

  private ServiceException notFound(String objectName) {
    return new ServiceException(
        404,
        "ObjectNotFound",
        "The object '" + objectName + "' was not found in the bucket '" + name + "'");
  }
}
