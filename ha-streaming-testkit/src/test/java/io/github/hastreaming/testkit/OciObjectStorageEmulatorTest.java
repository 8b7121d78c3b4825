package io.github.hastreaming.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.objectstorage.ObjectStorageClient;
import com.oracle.bmc.objectstorage.requests.DeleteObjectRequest;
import com.oracle.bmc.objectstorage.requests.GetObjectRequest;
import com.oracle.bmc.objectstorage.requests.HeadObjectRequest;
import com.oracle.bmc.objectstorage.requests.PutObjectRequest;
import com.oracle.bmc.objectstorage.responses.GetObjectResponse;
import com.oracle.bmc.objectstorage.responses.HeadObjectResponse;
import com.oracle.bmc.objectstorage.responses.PutObjectResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The emulated Object Storage, held to the SDK's own client. */
class OciObjectStorageEmulatorTest {
  private static final String BUCKET = "states";
  private static final String OBJECT = "ha streaming/ä+%2F?";

  private final OciObjectStorageEmulator service = OciObjectStorageEmulator.start("tenancy1");
  private final ObjectStorageClient client =
      PlainSdk.objectStorageClient(service.endpoint(), Duration.ofSeconds(30));

  @BeforeEach
  void createTheBucket() {
    service.createBucket(BUCKET);
  }

  @AfterEach
  void close() {
    client.close();
    service.close();
  }

  private PutObjectResponse put(
      String content, UnaryOperator<PutObjectRequest.Builder> conditions) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return client.putObject(
        conditions
            .apply(
                PutObjectRequest.builder()
                    .namespaceName("tenancy1")
                    .bucketName(BUCKET)
                    .objectName(OBJECT)
                    .contentLength((long) bytes.length)
                    .putObjectBody(new ByteArrayInputStream(bytes)))
            .build());
  }

  private PutObjectResponse put(String content) {
    return put(content, request -> request);
  }

  private static GetObjectRequest.Builder get() {
    return GetObjectRequest.builder()
        .namespaceName("tenancy1")
        .bucketName(BUCKET)
        .objectName(OBJECT);
  }

  private static HeadObjectRequest head() {
    return HeadObjectRequest.builder()
        .namespaceName("tenancy1")
        .bucketName(BUCKET)
        .objectName(OBJECT)
        .build();
  }

  private static DeleteObjectRequest.Builder delete() {
    return DeleteObjectRequest.builder()
        .namespaceName("tenancy1")
        .bucketName(BUCKET)
        .objectName(OBJECT);
  }

  private String content() throws IOException {
    try (var content = client.getObject(get().build()).getInputStream()) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void assertRefused(ThrowingCallable call, int status, String code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            BmcException.class,
            e -> {
              assertThat(e.getStatusCode()).isEqualTo(status);
              assertThat(e.getServiceCode()).isEqualTo(code);
            });
  }

  @Test
  void givesBackWhatWasPut() throws IOException {
    PutObjectResponse answer = put("é1");

    GetObjectResponse got = client.getObject(get().build());
    assertThat(got.getInputStream().readAllBytes())
        .isEqualTo("é1".getBytes(StandardCharsets.UTF_8));
    assertThat(got.getETag()).isEqualTo(answer.getETag()).isNotBlank();
    assertThat(got.getContentLength()).isEqualTo(3);
    assertThat(got.getContentMd5()).isEqualTo(answer.getOpcContentMd5());
    assertThat(got.getLastModified()).isEqualTo(answer.getLastModified());
    assertThat(service.objects(BUCKET)).containsEntry(OBJECT, "é1");
  }

  @Test
  void tellsOfAnObjectWithoutItsContent() {
    PutObjectResponse answer = put("abc");

    HeadObjectResponse head = client.headObject(head());

    assertThat(head.getETag()).isEqualTo(answer.getETag());
    assertThat(head.getContentLength()).isEqualTo(3);
  }

  @Test
  void givesEachContentAnEtagOfItsOwn() {
    String first = put("same").getETag();

    assertThat(put("same").getETag()).isNotEqualTo(first);
    assertThat(service.etag(BUCKET, OBJECT)).isPresent().isNotEqualTo(first);
  }

  @Test
  void putsWhereTheEtagIsStillTheOneSeen() throws IOException {
    String etag = put("1").getETag();

    put("2", request -> request.ifMatch(etag));

    assertThat(content()).isEqualTo("2");
    assertRefused(() -> put("3", request -> request.ifMatch(etag)), 412, "IfMatchFailed");
    assertThat(content()).isEqualTo("2");
  }

  @Test
  void putsWhereNothingIsYet() throws IOException {
    put("1", request -> request.ifNoneMatch("*"));

    assertRefused(() -> put("2", request -> request.ifNoneMatch("*")), 412, "IfNoneMatchFailed");
    assertThat(content()).isEqualTo("1");
  }

  @Test
  void refusesAPutOverWhatIsGone() {
    assertRefused(() -> put("1", request -> request.ifMatch("gone")), 412, "IfMatchFailed");
    assertThat(service.objects(BUCKET)).isEmpty();
  }

  @Test
  void doesNotSendAgainWhatTheClientHas() {
    String etag = put("1").getETag();

    assertThat(client.getObject(get().ifNoneMatch(etag).build()).isNotModified()).isTrue();
  }

  @Test
  void deletes() {
    String etag = put("1").getETag();

    assertRefused(
        () -> client.deleteObject(delete().ifMatch("other").build()), 412, "IfMatchFailed");
    client.deleteObject(delete().ifMatch(etag).build());

    assertRefused(() -> client.getObject(get().build()), 404, "ObjectNotFound");
    assertRefused(() -> client.deleteObject(delete().build()), 404, "ObjectNotFound");
    assertThatThrownBy(() -> client.headObject(head()))
        .isInstanceOfSatisfying(
            BmcException.class, e -> assertThat(e.getStatusCode()).isEqualTo(404));
  }

  @Test
  void knowsNoOtherBucketAndNoOtherNamespace() {
    assertRefused(() -> client.getObject(get().bucketName("other").build()), 404, "BucketNotFound");
    assertRefused(
        () -> client.getObject(get().namespaceName("other").build()), 404, "BucketNotFound");
  }

  @Test
  void failsAsToldAndRecordsIt() throws IOException {
    service.inject(Fault.status(503).on(FaultScope.READS));
    put("1");
    assertRefused(() -> client.getObject(get().build()), 503, "ServiceUnavailable");
    service.heal();
    service.inject(Fault.resetAfterProcessing().on(FaultScope.WRITES));
    assertThatThrownBy(() -> put("2")).isInstanceOf(BmcException.class);

    assertThat(content()).isEqualTo("2");
    assertThat(service.requests())
        .extracting(RecordedRequest::operation)
        .containsExactly("putObject", "getObject", "putObject", "getObject");
  }
}
