package io.github.hastreaming.objectstorage;

import static io.github.hastreaming.state.contract.States.PRIMARY;
import static io.github.hastreaming.state.contract.States.onPrimary;
import static io.github.hastreaming.state.contract.States.onSecondary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.bmc.auth.SimpleAuthenticationDetailsProvider;
import com.oracle.bmc.objectstorage.ObjectStorageClient;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.state.FailoverStateStore;
import io.github.hastreaming.state.StateStoreException;
import io.github.hastreaming.state.contract.FailoverStateStoreContract;
import io.github.hastreaming.state.contract.StoreOutage;
import io.github.hastreaming.state.contract.StoredContent;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.FaultScope;
import io.github.hastreaming.testkit.OciObjectStorageEmulator;
import io.github.hastreaming.testkit.RecordedRequest;
import io.github.hastreaming.testkit.TestCredentials;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectStorageStateStoreTest extends FailoverStateStoreContract {

  private static final Optional<FailoverState> NOTHING = Optional.empty();
  private static final String BUCKET = "failover";
  private static final String OBJECT = "ha-streaming/" + PRIMARY.streamOcid();

  private final OciObjectStorageEmulator service = OciObjectStorageEmulator.start("tenancy1");
  private final ObjectStorageStateStore store =
      builder().buildAt(credentials(), service.endpoint());

  private static SimpleAuthenticationDetailsProvider credentials() {
    return SimpleAuthenticationDetailsProvider.builder()
        .tenantId(TestCredentials.tenancyId())
        .userId(TestCredentials.userId())
        .fingerprint(TestCredentials.fingerprint())
        .privateKeySupplier(TestCredentials::privateKey)
        .build();
  }

  private static ObjectStorageStateStoreBuilder builder() {
    return ObjectStorageStateStore.builder().namespace("tenancy1").bucket(BUCKET);
  }

  @BeforeEach
  void createTheBucket() {
    service.createBucket(BUCKET);
  }

  @AfterEach
  void close() {
    store.close();
    service.close();
  }

  @Override
  protected FailoverStateStore store() {
    return store;
  }

  @Override
  protected Optional<StoredContent> content() {
    return Optional.of(
        new StoredContent() {
          @Override
          public String read() {
            return Objects.requireNonNull(service.objects(BUCKET).get(OBJECT));
          }

          @Override
          public void replace(String content) {
            service.putObject(BUCKET, OBJECT, content);
          }
        });
  }

  @Override
  protected Optional<StoreOutage> outage() {
    return Optional.of(
        new StoreOutage() {
          @Override
          public void fail() {
            service.inject(Fault.refused());
          }

          @Override
          public boolean hang() {
            service.inject(Fault.hang());
            return true;
          }

          @Override
          public void end() {
            service.heal();
          }
        });
  }

  private Optional<FailoverState> stored() {
    return store.load(PRIMARY.streamOcid());
  }

  @Test
  void keepsEachPairInAnObjectNamedByItsPrimary() {
    store.compareAndSet(NOTHING, onPrimary(1));

    assertThat(service.objects(BUCKET)).containsOnlyKeys(OBJECT);
  }

  @Test
  void readsWithOneRequest() {
    store.compareAndSet(NOTHING, onPrimary(1));
    int before = service.requests().size();

    stored();

    assertThat(service.requests().subList(before, service.requests().size()))
        .extracting(RecordedRequest::operation)
        .containsExactly("getObject");
  }

  @Test
  void seesTheTruthAfterAChangeWhoseAnswerWasLost() {
    store.compareAndSet(NOTHING, onPrimary(1));
    service.inject(Fault.resetAfterProcessing().on(FaultScope.WRITES).times(1));

    assertThatThrownBy(() -> store.compareAndSet(Optional.of(onPrimary(1)), onSecondary(2)))
        .isInstanceOf(StateStoreException.class);

    assertThat(stored()).contains(onSecondary(2));
    assertThat(store.compareAndSet(Optional.of(onPrimary(1)), onSecondary(3))).isFalse();
  }

  @Test
  void sendsNothingTwice() {
    int requests = service.requests().size();
    service.inject(Fault.status(503));

    assertThatThrownBy(this::stored)
        .isInstanceOf(StateStoreException.class)
        .hasMessageContaining("503");

    assertThat(service.requests()).hasSize(requests + 1);
  }

  @Test
  void neverTakesHalfAnAnswerForAState() {
    store.compareAndSet(NOTHING, onSecondary(1));
    service.inject(Fault.truncatedAnswer());

    assertThatThrownBy(this::stored).isInstanceOf(StateStoreException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"IfMatchFailed 412", "ConcurrentObjectUpdate 409", "ObjectNotFound 404"})
  void isToldThatAnotherWasFaster(String answer) {
    store.compareAndSet(NOTHING, onPrimary(1));
    String[] codeAndStatus = answer.split(" ", -1);
    service.inject(
        Fault.status(Integer.parseInt(codeAndStatus[1]), codeAndStatus[0], "changed meanwhile")
            .on(FaultScope.WRITES));

    assertThat(store.compareAndSet(Optional.of(onPrimary(1)), onSecondary(2))).isFalse();
  }

  @Test
  void doesNotTakeAMissingBucketForAnAbsentState() {
    service.deleteBucket(BUCKET);

    assertThatThrownBy(this::stored)
        .isInstanceOf(StateStoreException.class)
        .hasMessageContaining(BUCKET)
        .hasMessageContaining("tenancy1")
        .hasMessageContaining("OBJECT_OVERWRITE");
    assertThatThrownBy(() -> store.compareAndSet(NOTHING, onPrimary(1)))
        .isInstanceOf(StateStoreException.class);
  }

  @Test
  void leavesAnObjectAloneThatIsNotAState() {
    service.putObject(BUCKET, OBJECT, "");

    assertThatThrownBy(this::stored)
        .isInstanceOf(StateStoreException.class)
        .hasMessageContaining(OBJECT)
        .hasMessageContaining("HA_STREAMING_FORMAT");
    assertThatThrownBy(() -> store.compareAndSet(NOTHING, onPrimary(1)))
        .isInstanceOf(StateStoreException.class);
    assertThat(service.objects(BUCKET)).containsEntry(OBJECT, "");
  }

  @Test
  void worksOnAClientOfTheApplicationAndLeavesItOpen() {
    try (ObjectStorageClient client =
        ObjectStorageClient.builder().endpoint(service.endpoint()).build(credentials())) {
      ObjectStorageStateStore first = builder().objectPrefix("").build(client);
      first.compareAndSet(NOTHING, onPrimary(1));
      first.close();

      assertThat(builder().objectPrefix("").build(client).load(PRIMARY.streamOcid()))
          .contains(onPrimary(1));
      assertThat(service.objects(BUCKET)).containsOnlyKeys(PRIMARY.streamOcid());
    }
  }

  @Test
  void namesWhatIsMissingOrWrong() {
    assertThatThrownBy(
            () ->
                ObjectStorageStateStore.builder()
                    .bucket(BUCKET)
                    .buildAt(credentials(), service.endpoint()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("namespace");
    assertThatThrownBy(() -> ObjectStorageStateStore.builder().bucket(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bucket");
  }
}
