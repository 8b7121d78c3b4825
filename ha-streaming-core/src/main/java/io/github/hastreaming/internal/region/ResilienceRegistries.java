package io.github.hastreaming.internal.region;

import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.internal.settings.Settings;
import io.github.hastreaming.target.StreamTarget;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryRegistry;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes breakers and retries in Resilience4j's registries, where its metrics binders see them. */
public final class ResilienceRegistries {

  private static final Logger LOG = LoggerFactory.getLogger(ResilienceRegistries.class);
  private static final int OCID_END = 8;

  private final CircuitBreakerRegistry breakers;
  private final RetryRegistry retries;

  public ResilienceRegistries(CircuitBreakerRegistry breakers, RetryRegistry retries) {
    this.breakers = breakers;
    this.retries = retries;
  }

  BreakerPair create(StreamTarget target, CallKind kind, Settings settings) {
    String ocid = target.streamOcid();
    String end = ocid.substring(Math.max(0, ocid.length() - OCID_END)).replace('.', '-');
    String suffix = kind.name().toLowerCase(Locale.ROOT);
    String base = "ha-streaming-" + target.region() + "-" + end;
    synchronized (breakers) { // The registry may be shared by several clients of one pair.
      String name = base + "-" + suffix;
      for (int twin = 2; isTaken(name); twin++) {
        name = base + "-" + twin + "-" + suffix;
      }
      return new BreakerPair(breaker(name, settings), retry(name, settings));
    }
  }

  /** Where a consumer of the registry's events throws, the registry takes no entry. */
  private CircuitBreaker breaker(String name, Settings settings) {
    try {
      return breakers.circuitBreaker(name, settings.breaker());
    } catch (Throwable e) {
      LOG.warn("{} is not in the application's registry, whose consumer failed", name, e);
      return CircuitBreaker.of(name, settings.breaker());
    }
  }

  private Retry retry(String name, Settings settings) {
    try {
      return retries.retry(name, settings.retry());
    } catch (Throwable e) {
      LOG.warn("{} is not in the application's registry, whose consumer failed", name, e);
      return Retry.of(name, settings.retry());
    }
  }

  private boolean isTaken(String name) {
    return breakers.find(name).isPresent() || retries.find(name).isPresent();
  }

  /** Takes out what is ours: the name may belong to another client by now. */
  void remove(BreakerPair pair) {
    synchronized (breakers) {
      String name = pair.breaker().getName();
      if (breakers.find(name).filter(pair.breaker()::equals).isPresent()) {
        quietly(() -> breakers.remove(name));
      }
      if (retries.find(name).filter(pair.retry()::equals).isPresent()) {
        quietly(() -> retries.remove(name));
      }
    }
  }

  /** What a consumer throws comes after the removal. */
  private static void quietly(Runnable removal) {
    try {
      removal.run();
    } catch (Throwable e) {
      LOG.debug("A consumer of the registry's events failed", e);
    }
  }
}
