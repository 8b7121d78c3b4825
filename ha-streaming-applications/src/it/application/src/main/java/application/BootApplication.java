package application;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Shares the registries of Resilience4j's starter with its client, if there is that starter. */
@SpringBootApplication
public class BootApplication {

  public static void main(String[] arguments) {
    SpringApplication.run(BootApplication.class, arguments).close();
  }

  @Bean
  CommandLineRunner failover(
      ObjectProvider<CircuitBreakerRegistry> breakers, ObjectProvider<RetryRegistry> retries) {
    return arguments -> {
      HaStreamClientBuilder builder = HaStreamClient.builder();
      breakers.ifAvailable(builder::circuitBreakerRegistry);
      retries.ifAvailable(builder::retryRegistry);
      Failover.run(builder, () -> breakers.ifAvailable(BootApplication::checkHasBreakers));
    };
  }

  private static void checkHasBreakers(CircuitBreakerRegistry registry) {
    Failover.check(
        !registry.getAllCircuitBreakers().isEmpty(), "the starter's registry has the breakers");
  }
}
