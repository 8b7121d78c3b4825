package io.github.hastreaming.cli;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.github.hastreaming.objectstorage.ObjectStorageStateStore;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.state.FailoverStateStore;
import io.github.hastreaming.state.StateStoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the state is, and whose. */
final class StoreOptions {

  private static final Pattern BUCKET = Pattern.compile("oci:([^/@]+)/([^/@]+)@([a-z0-9.-]+)");
  private static final int CONNECTION_TIMEOUT_MILLIS = 5_000;

  @Option(
      names = "--store",
      required = true,
      paramLabel = "STORE",
      description = {
        "file:PATH, the properties file of processes on this host;",
        "jdbc:..., a database (user and password from the environment,",
        "HA_STREAMING_JDBC_USER and HA_STREAMING_JDBC_PASSWORD; the driver of",
        "PostgreSQL is here, put another one on the class path);",
        "oci:NAMESPACE/BUCKET@REGION, Object Storage; a region that is too new is taken",
        "to be of the primary's realm, or write REGION.DOMAIN, x-y-1.oraclecloud5.com."
      })
  private String store = "";

  @Option(
      names = "--primary",
      required = true,
      paramLabel = "OCID",
      description = "The OCID of the pair's primary stream.")
  private String primaryOcid = "";

  @Mixin private CredentialOptions credentials = new CredentialOptions();

  @Mixin private NetworkOptions network = new NetworkOptions();

  String primaryOcid() {
    return primaryOcid;
  }

  CredentialOptions credentials() {
    return credentials;
  }

  NetworkOptions network() {
    return network;
  }

  /** The store, to be closed after use. */
  OpenStore open() {
    if (store.startsWith("file:")) {
      return file(Path.of(store.substring("file:".length())));
    }
    if (store.startsWith("jdbc:")) {
      return database();
    }
    Matcher bucket = BUCKET.matcher(store);
    if (bucket.matches()) {
      return bucket(bucket.group(1), bucket.group(2), bucket.group(3));
    }
    throw new IllegalArgumentException(
        "--store takes file:PATH, jdbc:... or oci:NAMESPACE/BUCKET@REGION; this begins with \""
            + store.replaceFirst(":.*", ":") // The rest may have a password in it.
            + "\"");
  }

  private static OpenStore file(Path path) {
    if (Files.isDirectory(path)) {
      throw new StateStoreException(path + " is a directory; name the state file in it", null);
    }
    if (!Files.isRegularFile(path)) {
      throw new StateStoreException("there is no file " + path, null);
    }
    return new OpenStore(FailoverStateStore.propertiesFile(path), () -> {});
  }

  private OpenStore database() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(store);
    config.setUsername(System.getenv("HA_STREAMING_JDBC_USER"));
    config.setPassword(System.getenv("HA_STREAMING_JDBC_PASSWORD"));
    config.setMaximumPoolSize(2);
    config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
    config.setInitializationFailTimeout(1); // One attempt: whoever asks waits for the answer.
    HikariDataSource pool;
    try {
      pool = new HikariDataSource(config);
    } catch (PoolInitializationException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new StateStoreException("the database cannot be used: " + cause.getMessage(), e);
    } catch (RuntimeException e) {
      throw new StateStoreException("no driver on the class path takes this jdbc: URL", e);
    }
    return new OpenStore(FailoverStateStore.jdbc(pool), pool::close);
  }

  private OpenStore bucket(String namespace, String bucket, String region) {
    ObjectStorageStateStore objects =
        ObjectStorageStateStore.builder()
            .namespace(namespace)
            .bucket(bucket)
            .clientConfigurator(network.clientConfigurator())
            .build(credentials.provider(), RegionName.qualified(region, primaryOcid));
    return new OpenStore(objects, objects::close);
  }

  /** What the store holds of the primary. */
  FailoverState load(OpenStore open) {
    return open.store()
        .load(primaryOcid)
        .orElseThrow(
            () ->
                new StateStoreException(
                    "the store holds no state of " + primaryOcid + " yet", null));
  }
}
