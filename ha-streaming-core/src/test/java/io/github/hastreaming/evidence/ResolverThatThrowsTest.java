package io.github.hastreaming.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.call.AllRegionsUnavailableException;
import io.github.hastreaming.resolver.ResolverContext;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.target.StreamDescription;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a resolver throws, it is asked again. */
class ResolverThatThrowsTest {

  private final ScriptedPair pair = new ScriptedPair();

  static Stream<Supplier<Throwable>> anything() {
    return Sneaky.anything().stream();
  }

  /** Throws the first times it is asked something. */
  private static class Flaky implements SecondaryResolver {

    private final Supplier<Throwable> failure;
    private int finds;
    private int left;

    private Flaky(Supplier<Throwable> failure, int times) {
      this.failure = failure;
      this.left = times;
    }

    void mayFail() {
      if (left-- > 0) {
        throw Sneaky.throwing(failure.get());
      }
    }

    @Override
    public List<StreamTarget> find(ResolverContext context) {
      finds++;
      return answer();
    }

    List<StreamTarget> answer() {
      mayFail();
      return List.of(ScriptedPair.SECONDARY);
    }
  }

  @ParameterizedTest
  @MethodSource("anything")
  void oneWhoseFirstAnswersThrowIsAskedUntilItFinds(Supplier<Throwable> failure) {
    Flaky resolver = new Flaky(failure, 3);
    HaStreamClient client = pair.start(pair.builder().secondaryResolver(resolver));
    assertThat(client.status().secondary()).isEmpty();
    assertThat(client.status().resolverAnswer()).isNotEmpty();

    pair.pass(Duration.ofMinutes(3));

    assertThat(client.status().secondary()).contains(ScriptedPair.SECONDARY);
  }

  @ParameterizedTest
  @MethodSource("anything")
  void oneThatThrowsWhenItIsNeededIsAskedAgainWithinSeconds(Supplier<Throwable> failure) {
    Flaky resolver =
        new Flaky(failure, 2) {
          @Override
          List<StreamTarget> answer() {
            if (pair.primary.puts().size() < 2) {
              return List.of();
            }
            return super.answer();
          }
        };
    HaStreamClient client = pair.start(pair.builder().secondaryResolver(resolver));
    pair.put(client, 1, Duration.ofSeconds(1));
    pair.primary.failPuts(Failures::refused);

    assertThatThrownBy(() -> pair.put(client, 1, Duration.ZERO))
        .isInstanceOf(AllRegionsUnavailableException.class);

    pair.pass(Duration.ofSeconds(15));
    pair.put(client, 5, Duration.ofSeconds(1));

    assertThat(client.status().isPrimaryActive()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("anything")
  void oneWhoseOtherAnswersThrowIsStillAskedForTheSecondary(Supplier<Throwable> failure) {
    Flaky resolver =
        new Flaky(failure, Integer.MAX_VALUE) {
          private int asked;

          @Override
          List<StreamTarget> answer() {
            return asked++ == 0 ? List.of() : List.of(ScriptedPair.SECONDARY);
          }

          @Override
          public boolean provisionsAhead() {
            mayFail();
            return false;
          }

          @Override
          public Optional<StreamDescription> describePrimary(ResolverContext context) {
            mayFail();
            return Optional.empty();
          }
        };
    HaStreamClient client = pair.start(pair.builder().secondaryResolver(resolver));

    pair.pass(Duration.ofMinutes(1));

    assertThat(client.status().secondary()).contains(ScriptedPair.SECONDARY);
  }

  @ParameterizedTest
  @MethodSource("anything")
  void oneThatAlwaysThrowsCostsTheKnownSecondaryNothing(Supplier<Throwable> failure) {
    Flaky resolver =
        new Flaky(failure, Integer.MAX_VALUE) {
          private boolean asked;

          @Override
          List<StreamTarget> answer() {
            if (!asked) {
              asked = true;
              return List.of(ScriptedPair.SECONDARY);
            }
            return super.answer();
          }
        };
    HaStreamClient client = pair.start(pair.builder().secondaryResolver(resolver));
    pair.pass(Duration.ofHours(1));
    assertThat(resolver.finds).isGreaterThan(10);
    pair.primary.failPuts(Failures::refused);

    pair.put(client, 5, Duration.ofSeconds(1));

    assertThat(client.status().isPrimaryActive()).isFalse();
  }
}
