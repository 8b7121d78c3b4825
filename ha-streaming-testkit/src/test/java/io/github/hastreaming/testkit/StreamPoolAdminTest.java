package io.github.hastreaming.testkit;

import static io.github.hastreaming.testkit.ServiceErrors.assertServiceError;
import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.bmc.streaming.StreamAdminClient;
import com.oracle.bmc.streaming.model.CreateStreamPoolDetails;
import com.oracle.bmc.streaming.model.StreamPool;
import com.oracle.bmc.streaming.model.StreamPoolSummary;
import com.oracle.bmc.streaming.model.UpdateStreamPoolDetails;
import com.oracle.bmc.streaming.requests.CreateStreamPoolRequest;
import com.oracle.bmc.streaming.requests.DeleteStreamPoolRequest;
import com.oracle.bmc.streaming.requests.GetStreamPoolRequest;
import com.oracle.bmc.streaming.requests.ListStreamPoolsRequest;
import com.oracle.bmc.streaming.requests.UpdateStreamPoolRequest;
import com.oracle.bmc.streaming.responses.CreateStreamPoolResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamPoolAdminTest {
  private static final String COMPARTMENT = "ocid1.compartment.oc1..aaaa";

  private OciStreamingEmulator region;
  private StreamAdminClient admin;

  @BeforeEach
  void startRegion() {
    region = OciStreamingEmulator.start("sa-vinhedo-1");
    admin = PlainSdk.adminClient(region.endpoint());
  }

  @AfterEach
  void stopRegion() {
    admin.close();
    region.close();
  }

  @Test
  void createsAPool() {
    CreateStreamPoolResponse response = create("mine");

    StreamPool pool = response.getStreamPool();
    assertThat(pool.getId()).startsWith("ocid1.streampool.oc1.sa-vinhedo-1.");
    assertThat(pool.getName()).isEqualTo("mine");
    assertThat(pool.getCompartmentId()).isEqualTo(COMPARTMENT);
    assertThat(pool.getLifecycleState()).isEqualTo(StreamPool.LifecycleState.Creating);
    assertThat(pool.getEndpointFqdn()).isEqualTo("127.0.0.1:" + region.port());
    assertThat(pool.getIsPrivate()).isFalse();
    assertThat(response.getEtag()).isNotBlank();
    assertThat(get(pool.getId()).getLifecycleState()).isEqualTo(StreamPool.LifecycleState.Active);
  }

  @Test
  void namesAreUniqueInACompartment() {
    create("mine");

    assertServiceError(() -> create("mine"), 409, "Conflict", "mine");
  }

  @Test
  void aCompartmentsFirstStreamMakesItsDefaultPool() {
    assertThat(names()).isEmpty();

    region.createStream(StreamSettings.builder("a").compartmentId(COMPARTMENT).build());
    region.createStream(StreamSettings.builder("b").compartmentId(COMPARTMENT).build());

    assertThat(names()).containsExactly("DefaultPool");
  }

  @Test
  void canBeRenamed() {
    CreateStreamPoolResponse created = create("old");
    String ocid = created.getStreamPool().getId();

    rename(ocid, "new", created.getEtag());

    assertThat(names()).containsExactly("new");
    assertServiceError(() -> rename(ocid, "newer", created.getEtag()), 412, "NoEtagMatch", "");
  }

  @Test
  void isDeletedOnlyWhenItIsEmpty() {
    String ocid = create("mine").getStreamPool().getId();
    String stream =
        region.createStream(StreamSettings.builder("orders").streamPoolId(ocid).build());

    assertServiceError(() -> delete(ocid), 409, "IncorrectState", "has streams");
    region.deleteStream(stream);
    delete(ocid);

    assertThat(get(ocid).getLifecycleState()).isEqualTo(StreamPool.LifecycleState.Deleted);
    region.advanceClock(Duration.ofDays(90));
    assertServiceError(() -> get(ocid), 404, "NotAuthorizedOrNotFound", "");
  }

  private CreateStreamPoolResponse create(String name) {
    CreateStreamPoolDetails details =
        CreateStreamPoolDetails.builder().name(name).compartmentId(COMPARTMENT).build();
    return admin.createStreamPool(
        CreateStreamPoolRequest.builder().createStreamPoolDetails(details).build());
  }

  private StreamPool get(String ocid) {
    return admin
        .getStreamPool(GetStreamPoolRequest.builder().streamPoolId(ocid).build())
        .getStreamPool();
  }

  private List<String> names() {
    ListStreamPoolsRequest list =
        ListStreamPoolsRequest.builder().compartmentId(COMPARTMENT).build();
    return admin.listStreamPools(list).getItems().stream().map(StreamPoolSummary::getName).toList();
  }

  private void rename(String ocid, String name, String ifMatch) {
    admin.updateStreamPool(
        UpdateStreamPoolRequest.builder()
            .streamPoolId(ocid)
            .updateStreamPoolDetails(UpdateStreamPoolDetails.builder().name(name).build())
            .ifMatch(ifMatch)
            .build());
  }

  private void delete(String ocid) {
    admin.deleteStreamPool(DeleteStreamPoolRequest.builder().streamPoolId(ocid).build());
  }
}
