package io.github.hastreaming.fleet;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.oracle.bmc.Region;
import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.streaming.model.PutMessagesResultEntry;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.event.FailbackCompleted;
import io.github.hastreaming.event.FailoverCompleted;
import io.github.hastreaming.event.FailoverListener;
import io.github.hastreaming.event.FailoverNotPossible;
import io.github.hastreaming.event.StateAdopted;
import io.github.hastreaming.failover.FailbackPolicy;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.state.FailoverStateStore;
import io.github.hastreaming.support.Consumer;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.testkit.TestCredentials;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A process of a fleet. Prints a line for everything that happens to it; a line ends it. */
public final class FleetMember {

  private static final long PAUSE_MILLIS = 20;
  private static final Duration BUSY_MACHINE = Duration.ofSeconds(10);
  private static final FailbackPolicy SOON =
      FailbackPolicy.automatic()
          .holdDown(Duration.ofSeconds(2))
          .probeInterval(Duration.ofMillis(200));

  private final HaStreamClient client;
  private final String name;
  private final String streamOcid;

  private FleetMember(HaStreamClient client, String name, String streamOcid) {
    this.client = client;
    this.name = name;
    this.streamOcid = streamOcid;
  }

  /**
   * What its {@code main} is to do.
   *
   * @param arguments of {@link Fleet#start}
   * @param store that the fleet shares
   */
  public static void run(String[] arguments, FailoverStateStore store) throws Exception {
    StreamTarget primary = StreamTarget.of(Fleet.PRIMARY, arguments[2], arguments[3]);
    HaStreamClientBuilder builder =
        HaStreamClient.builder()
            .primary(primary)
            .secondaryResolver(secondary(arguments[4], arguments[5]))
            .stateStore(store)
            .statePollInterval(Fleet.POLL_INTERVAL)
            .failbackPolicy(SOON)
            .slowCallThreshold(BUSY_MACHINE)
            .readTimeout(BUSY_MACHINE.multipliedBy(2))
            .allowedEndpointHosts(primary.host())
            .listener(new Teller());
    try (HaStreamClient client = builder.build(Pair.credentials())) {
      FleetMember member = new FleetMember(client, arguments[1], primary.streamOcid());
      member.repeat(arguments[0].equals("producer") ? member.producing() : member.consuming());
    }
    tell("end");
  }

  private static SecondaryResolver secondary(String streamOcid, String endpoint) {
    if (!streamOcid.equals(Fleet.TO_BE_PROVISIONED)) {
      return SecondaryResolver.fixed(StreamTarget.of(Fleet.SECONDARY, streamOcid, endpoint));
    }
    return SecondaryResolver.provisioning()
        .region(Region.fromRegionId(Fleet.SECONDARY))
        .compartmentId(TestCredentials.tenancyId())
        .adminEndpoint(endpoint)
        .name("orders-secondary")
        .build();
  }

  /** At intervals, until somebody says that it is enough. */
  private void repeat(Runnable step) throws Exception {
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    Future<?> steps =
        clock.scheduleWithFixedDelay(() -> tellErrors(step), 0, PAUSE_MILLIS, MILLISECONDS);
    int told = System.in.read();
    steps.cancel(false);
    clock.shutdown();
    if (told < 0 || !clock.awaitTermination(1, TimeUnit.MINUTES)) {
      tell("error the last step does not end");
    }
  }

  private static void tellErrors(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | AssertionError e) {
      tell("error " + e);
    }
  }

  private static synchronized void tell(String line) {
    System.out.println(line);
  }

  private Runnable producing() {
    AtomicInteger number = new AtomicInteger();
    return () -> {
      String value = name + "-" + number.getAndIncrement();
      PutMessagesResultEntry entry =
          client
              .putMessages(Pair.put(streamOcid, value))
              .getPutMessagesResult()
              .getEntries()
              .get(0);
      tell((entry.getError() == null ? "acknowledged " : "error ") + value);
    };
  }

  private Runnable consuming() {
    Consumer consumer = Consumer.inGroup(client, streamOcid, "fleet", name, false);
    tell("joined");
    return () -> {
      for (String value : consumer.read()) {
        tell("delivered " + value);
      }
      commit(consumer);
    };
  }

  /** Another member may have got the partition meanwhile, as the service says. */
  private static void commit(Consumer consumer) {
    try {
      consumer.commit();
    } catch (BmcException e) {
      if (!String.valueOf(e.getMessage()).contains("unreserved")) {
        throw e;
      }
    }
  }

  /** Where this process is. */
  private static final class Teller implements FailoverListener {

    @Override
    public void onFailoverCompleted(FailoverCompleted event) {
      tell("switched " + event.to().region());
    }

    @Override
    public void onFailbackCompleted(FailbackCompleted event) {
      tell("switched " + event.to().region());
    }

    @Override
    public void onFailoverNotPossible(FailoverNotPossible event) {
      tell("stays");
    }

    @Override
    public void onStateAdopted(StateAdopted event) {
      if (!event.from().equals(event.to())) {
        tell("switched " + event.to().region());
      }
    }
  }
}
