package io.github.hastreaming.objectstorage;

import io.github.hastreaming.fleet.FleetMember;
import io.github.hastreaming.support.Pair;

/** A process of a fleet whose state is in Object Storage; its endpoint is the last argument. */
final class ObjectStorageMember {

  static final String NAMESPACE = "tenancy1";
  static final String BUCKET = "failover";

  private ObjectStorageMember() {}

  public static void main(String[] arguments) throws Exception {
    try (ObjectStorageStateStore store =
        ObjectStorageStateStore.builder()
            .namespace(NAMESPACE)
            .bucket(BUCKET)
            .buildAt(Pair.credentials(), arguments[arguments.length - 1])) {
      FleetMember.run(arguments, store);
    }
  }
}
