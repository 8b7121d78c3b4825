package io.github.hastreaming.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.responses.BmcResponse;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.call.FailureClassifier;
import io.github.hastreaming.call.FailureKind;
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.support.EveryEvent;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.target.StreamFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Listeners, classifiers and stream factories may throw anything. */
class UserCodeErrorsTest {

  private final ScriptedPair pair = new ScriptedPair();

  static Stream<Supplier<Throwable>> anything() {
    return Sneaky.anything().stream();
  }

  @ParameterizedTest
  @MethodSource("anything")
  void aListenerThatThrowsIsToldTheNextEventAllTheSame(Supplier<Throwable> failure) {
    List<Object> told = new ArrayList<>();
    HaStreamClient client =
        pair.start(
            pair.builder()
                .listener(
                    EveryEvent.does(
                        event -> {
                          told.add(event);
                          throw Sneaky.throwing(failure.get());
                        }))
                .listener(pair.events));
    pair.primary.failPuts(Failures::refused);
    pair.put(client, 6, Duration.ofSeconds(1));

    assertThat(told).hasSameSizeAs(new java.util.HashSet<>(told)).hasSizeGreaterThan(3);
    assertThat(client.status().isPrimaryActive()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("anything")
  void aClassifierThatThrowsReplacesNeitherFailureNorAnswer(Supplier<Throwable> failure) {
    FailureClassifier troubled =
        new FailureClassifier() {
          @Override
          public FailureKind classify(StreamOperation operation, Throwable thrown) {
            throw Sneaky.throwing(failure.get());
          }

          @Override
          public FailureKind classifyResponse(StreamOperation operation, BmcResponse response) {
            throw Sneaky.throwing(failure.get());
          }
        };
    HaStreamClient client = pair.start(pair.builder().failureClassifier(troubled));

    pair.put(client, 3, Duration.ZERO);
    assertThat(pair.primary.stored()).hasSize(3);

    pair.primary.failPuts(() -> Failures.status(500));
    assertThatThrownBy(() -> pair.put(client, 1, Duration.ZERO))
        .isInstanceOfSatisfying(
            BmcException.class, thrown -> assertThat(thrown.getStatusCode()).isEqualTo(500));
  }

  /** Makes clients of the primary; those of the secondary only once it is allowed to. */
  private final class TroubledFactory {

    private final Supplier<Throwable> failure;
    private boolean primaryFails;
    private boolean secondaryFails;

    private TroubledFactory(Supplier<Throwable> failure) {
      this.failure = failure;
    }

    StreamFactory factory() {
      return (target, timeouts) -> {
        boolean ofPrimary = target.equals(ScriptedPair.PRIMARY);
        if (ofPrimary ? primaryFails : secondaryFails) {
          throw Sneaky.throwing(failure.get());
        }
        return pair.factory().create(target, timeouts);
      };
    }
  }

  @ParameterizedTest
  @MethodSource("anything")
  void aFactoryThatFailsForTheSecondaryCostsThePrimarysCallsNothing(Supplier<Throwable> failure) {
    TroubledFactory troubled = new TroubledFactory(failure);
    troubled.secondaryFails = true;
    HaStreamClient client = pair.start(pair.builder().streamFactory(troubled.factory()));
    String cursor = read(client, null);

    for (int read = 0; read < 20; read++) {
      pair.put(client, 1, Duration.ofSeconds(5));
      cursor = read(client, cursor);
    }

    assertThat(pair.primary.stored()).hasSize(20);
    troubled.secondaryFails = false;
    pair.primary.failPuts(Failures::refused);
    pair.put(client, 6, Duration.ofSeconds(1));
    assertThat(client.status().isPrimaryActive()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("anything")
  void aFactoryThatFailsForThePrimaryLaterIsAnOutageOfThePrimary(Supplier<Throwable> failure) {
    TroubledFactory troubled = new TroubledFactory(failure);
    HaStreamClient client = pair.start(pair.builder().streamFactory(troubled.factory()));
    pair.put(client, 1, Duration.ZERO);
    troubled.primaryFails = true;
    try {
      client.refreshClient();
    } catch (Throwable e) {
      assertThat(e).hasSameClassAs(failure.get()); // It is the caller's wish, and fails.
    }

    pair.put(client, 6, Duration.ofSeconds(1));
  }

  private static String read(HaStreamClient client, @org.jspecify.annotations.Nullable String at) {
    String ocid = ScriptedPair.PRIMARY.streamOcid();
    String cursor =
        at != null
            ? at
            : io.github.hastreaming.support.Consumer.fromTheOldest(client, ocid, "0").cursor();
    io.github.hastreaming.support.Consumer consumer =
        io.github.hastreaming.support.Consumer.at(client, ocid, cursor);
    consumer.read();
    return consumer.cursor();
  }

  @ParameterizedTest
  @MethodSource("anything")
  void aFactoryThatFailsAtTheStartFailsTheBuild(Supplier<Throwable> failure) {
    TroubledFactory troubled = new TroubledFactory(failure);
    troubled.primaryFails = true;

    assertThatThrownBy(
            () -> pair.builder().streamFactory(troubled.factory()).build(Pair.credentials()))
        .hasSameClassAs(failure.get());
  }
}
