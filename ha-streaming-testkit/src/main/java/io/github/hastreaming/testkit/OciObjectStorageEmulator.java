package io.github.hastreaming.testkit;

import io.github.hastreaming.testkit.internal.http.ObjectStorageApi;
import io.github.hastreaming.testkit.internal.service.AdjustableClock;
import io.github.hastreaming.testkit.internal.service.Bucket;
import io.github.hastreaming.testkit.internal.service.Buckets;
import io.github.hastreaming.testkit.internal.service.StoredObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * One emulated region of OCI Object Storage in this process, over real HTTP: {@code getObject},
 * {@code headObject}, {@code putObject} and {@code deleteObject} with ETags, {@code If-Match} and
 * {@code If-None-Match}, and the faults of {@link OciStreamingEmulator}. {@link FaultScope#WRITES}
 * are puts and deletes, {@link FaultScope#READS} gets and heads.
 *
 * <p>It listens on the loopback interface only and does not check signatures. Thread-safe.
 */
public final class OciObjectStorageEmulator implements AutoCloseable {
  private static final int RECORDED_REQUESTS = 10_000;

  private final String namespace;
  private final Buckets buckets;
  private final RequestLog requests = new RequestLog(RECORDED_REQUESTS);
  private final EmulatorWireMock server;
  private final FaultSwitch faults;

  private OciObjectStorageEmulator(String namespace) {
    this.namespace = namespace;
    AdjustableClock clock = new AdjustableClock(Clock.systemUTC());
    this.buckets = new Buckets(namespace, clock);
    ObjectStorageApi api = new ObjectStorageApi(buckets);
    FaultTable faultTable = new FaultTable(new Random(0));
    this.server =
        EmulatorWireMock.start(0, api, new FaultHandler(faultTable, requests, api, clock));
    this.faults = new FaultSwitch(faultTable, server.httpServer());
  }

  /**
   * Starts it on a free port, without buckets.
   *
   * @param namespace the tenancy's Object Storage namespace
   * @throws IllegalArgumentException if it is blank
   */
  public static OciObjectStorageEmulator start(String namespace) {
    if (namespace.isBlank()) {
      throw new IllegalArgumentException("namespace must not be blank");
    }
    return new OciObjectStorageEmulator(namespace);
  }

  public String namespace() {
    return namespace;
  }

  /** What clients take as the service's endpoint: {@code http://127.0.0.1:PORT}. */
  public String endpoint() {
    return "http://" + EmulatorWireMock.LOOPBACK + ":" + server.httpServer().port();
  }

  /** Creates a bucket, if there is none of the name. */
  public void createBucket(String name) {
    buckets.create(name);
  }

  /** Deletes a bucket with all it has. */
  public void deleteBucket(String name) {
    buckets.drop(name);
  }

  /**
   * The objects of a bucket as UTF-8 text, by name.
   *
   * @throws IllegalArgumentException if there is no such bucket
   */
  public Map<String, String> objects(String bucket) {
    return bucket(bucket).all().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, object -> text(object.getValue())));
  }

  /** The ETag of an object, or empty if there is none. */
  public Optional<String> etag(String bucket, String object) {
    return bucket(bucket).find(object).map(StoredObject::etag);
  }

  /**
   * Puts an object past all faults, whatever was there.
   *
   * @throws IllegalArgumentException if there is no such bucket
   */
  public void putObject(String bucket, String object, String content) {
    bucket(bucket).put(object, content.getBytes(StandardCharsets.UTF_8), "text/plain", null, null);
  }

  /** Switches a fault on; see {@link OciStreamingEmulator#inject}. */
  public FaultHandle inject(Fault fault) {
    return faults.inject(fault);
  }

  /** Ends all faults; the port is open again when this returns. */
  public void heal() {
    faults.healAll();
  }

  /** The latest requests that arrived, oldest first, also those that a fault hit. */
  public List<RecordedRequest> requests() {
    return requests.all();
  }

  /** Closes the port and all connections, hanging ones too. Idempotent. */
  @Override
  public void close() {
    server.stop();
  }

  private Bucket bucket(String name) {
    return buckets
        .find(name)
        .orElseThrow(() -> new IllegalArgumentException("there is no bucket " + name));
  }

  private static String text(StoredObject object) {
    return new String(object.content(), StandardCharsets.UTF_8);
  }
}
