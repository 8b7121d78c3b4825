package io.github.hastreaming.support;

import com.oracle.bmc.Region;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.state.FailoverStateStore;
import io.github.hastreaming.state.JdbcTable;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.testkit.TestCredentials;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A process with a client that provisions its secondary. Arguments: the primary's endpoint and
 * stream, the secondary's endpoint, the state file or database, and {@code hang} to never save. For
 * each line that it reads, the secondary stream's name, it makes a client, puts one message, and
 * prints the stream that is active after the failover.
 */
public final class ProducerProcess {

  private ProducerProcess() {}

  public static void main(String[] arguments) throws Exception {
    Pair.credentials();
    System.out.println("ready");
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      int space = line.indexOf(' ');
      String name = space < 0 ? line : line.substring(0, space);
      String path = space < 0 ? arguments[3] : line.substring(space + 1);
      FailoverStateStore shared = store(path);
      FailoverStateStore store = arguments.length > 4 ? new NeverSaves(shared) : shared;
      try (HaStreamClient client =
          builder(arguments, name).stateStore(store).build(Pair.credentials())) {
        client.putMessages(Pair.put(arguments[1], name));
        Awaitility.await().until(() -> !client.status().isPrimaryActive());
        System.out.println(client.status().active().streamOcid());
      }
    }
  }

  private static FailoverStateStore store(String place) {
    if (!place.startsWith("jdbc:")) {
      return FailoverStateStore.propertiesFile(Path.of(place));
    }
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(place);
    return FailoverStateStore.jdbc(database, JdbcTable.CREATED_IF_MISSING);
  }

  private static HaStreamClientBuilder builder(String[] arguments, String name) {
    return HaStreamClient.builder()
        .primary(StreamTarget.of("sa-saopaulo-1", arguments[1], arguments[0]))
        .secondaryResolver(
            SecondaryResolver.provisioning()
                .region(Region.SA_VINHEDO_1)
                .compartmentId(TestCredentials.tenancyId())
                .adminEndpoint(arguments[2])
                .name(name)
                .build())
        .allowedEndpointHosts("127.0.0.1");
  }

  /** Says {@code saving} instead of saving a secondary, and waits to be killed. */
  private record NeverSaves(FailoverStateStore store) implements FailoverStateStore {

    @Override
    public Optional<FailoverState> load(String primaryOcid) {
      return store.load(primaryOcid);
    }

    @Override
    public boolean compareAndSet(Optional<FailoverState> expected, FailoverState next) {
      if (next.secondary().isEmpty()) {
        return store.compareAndSet(expected, next);
      }
      System.out.println("saving");
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new IllegalStateException("not saved");
    }
  }
}
