package io.github.hastreaming.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tests run on the line of Resilience4j that the build says, whatever core is compiled on. */
class ResilienceLineTest {

  private static final String EXPECTED =
      System.getProperty("resilience4j.expected.version", "1.7.1");

  static Stream<Class<?>> oneClassOfEachJar() {
    return Stream.of(CircuitBreaker.class, Retry.class, IntervalFunction.class);
  }

  @ParameterizedTest
  @MethodSource("oneClassOfEachJar")
  void theClassPathHoldsTheLineThatWasAskedFor(Class<?> type) {
    String jar = type.getProtectionDomain().getCodeSource().getLocation().getPath();

    assertThat(jar).endsWith("-" + EXPECTED + ".jar");
  }

  @Test
  void vavrIsThereOnlyWithTheLineThatNeedsIt() {
    boolean hasVavr = getClass().getClassLoader().getResource("io/vavr/Tuple.class") != null;

    assertThat(hasVavr).isEqualTo(EXPECTED.startsWith("1."));
  }
}
