package io.github.hastreaming.objectstorage;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.objectstorage.ObjectStorage;
import com.oracle.bmc.objectstorage.requests.GetObjectRequest;
import com.oracle.bmc.objectstorage.requests.PutObjectRequest;
import com.oracle.bmc.objectstorage.responses.GetObjectResponse;
import com.oracle.bmc.retrier.RetryConfiguration;
import io.github.hastreaming.state.StateStoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The objects that states are kept in, as text. Thread-safe. */
final class StateObjects {

  /** A state has a few KB; whatever is larger is something else. */
  private static final int LARGEST = 1 << 20;

  private final ObjectStorage client;
  private final String namespace;
  private final String bucket;
  private final String prefix;

  /** What an object has, and the ETag of that. */
  record Found(String text, String etag) {}

  StateObjects(ObjectStorage client, String namespace, String bucket, String prefix) {
    this.client = client;
    this.namespace = namespace;
    this.bucket = bucket;
    this.prefix = prefix;
  }

  Optional<Found> get(String primaryOcid) {
    GetObjectRequest request =
        GetObjectRequest.builder()
            .namespaceName(namespace)
            .bucketName(bucket)
            .objectName(prefix + primaryOcid)
            .retryConfiguration(RetryConfiguration.NO_RETRY_CONFIGURATION)
            .build();
    try {
      GetObjectResponse response = client.getObject(request);
      return Optional.of(new Found(text(response), response.getETag()));
    } catch (BmcException e) {
      if (ObjectStorageFailures.isObjectMissing(e)) {
        return Optional.empty();
      }
      throw failed("read", primaryOcid, ObjectStorageFailures.describe(e), e);
    } catch (IOException e) {
      throw failed("read", primaryOcid, e.toString(), e);
    }
  }

  private static String text(GetObjectResponse response) throws IOException {
    try (InputStream content = response.getInputStream()) {
      byte[] bytes = content.readNBytes(LARGEST + 1);
      Long announced = response.getContentLength();
      if (bytes.length > LARGEST || (announced != null && announced != bytes.length)) {
        throw new IOException(
            "it has " + bytes.length + " bytes or more of " + announced + ", at most " + LARGEST);
      }
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  /**
   * Puts an object.
   *
   * @param etag what the object must still have; empty if there must be none
   * @return false if that is not so any more
   */
  boolean put(String primaryOcid, String text, Optional<String> etag) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    PutObjectRequest.Builder request =
        PutObjectRequest.builder()
            .namespaceName(namespace)
            .bucketName(bucket)
            .objectName(prefix + primaryOcid)
            .contentType("text/plain")
            .contentLength((long) bytes.length)
            .putObjectBody(new ByteArrayInputStream(bytes))
            .retryConfiguration(RetryConfiguration.NO_RETRY_CONFIGURATION);
    etag.ifPresentOrElse(request::ifMatch, () -> request.ifNoneMatch("*"));
    try {
      client.putObject(request.build());
      return true;
    } catch (BmcException e) {
      if (ObjectStorageFailures.isLostRace(e)) {
        return false;
      }
      throw failed("written", primaryOcid, ObjectStorageFailures.describe(e), e);
    }
  }

  String describe(String primaryOcid) {
    return "the object " + prefix + primaryOcid + " in the bucket " + bucket;
  }

  private StateStoreException failed(String what, String ocid, String why, Exception cause) {
    return new StateStoreException(
        describe(ocid) + " of the namespace " + namespace + " cannot be " + what + ": " + why,
        cause);
  }

  @Override
  public String toString() {
    return "objectStorage(" + namespace + "/" + bucket + "/" + prefix + ")";
  }
}
