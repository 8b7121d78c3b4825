package io.github.hastreaming.objectstorage;

import io.github.hastreaming.fleet.FleetContract;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.OciObjectStorageEmulator;
import org.junit.jupiter.api.AfterEach;

/** On an object. */
class ObjectStorageFleetTest extends FleetContract {

  private final OciObjectStorageEmulator service =
      OciObjectStorageEmulator.start(ObjectStorageMember.NAMESPACE);

  ObjectStorageFleetTest() {
    service.createBucket(ObjectStorageMember.BUCKET);
  }

  @AfterEach
  void closeService() {
    service.close();
  }

  @Override
  protected Class<?> member() {
    return ObjectStorageMember.class;
  }

  @Override
  protected String store() {
    return service.endpoint();
  }

  @Override
  protected void stopStore() {
    service.inject(Fault.refused());
  }

  @Override
  protected void startStoreAgain() {
    service.heal();
  }
}
