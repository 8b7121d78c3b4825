package io.github.hastreaming.target;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.bmc.http.client.ClientProperty;
import com.oracle.bmc.http.client.HttpClient;
import com.oracle.bmc.http.client.HttpClientBuilder;
import com.oracle.bmc.http.client.RequestInterceptor;
import com.oracle.bmc.http.client.jersey3.Jersey3ClientProperty;
import io.github.hastreaming.support.CapturedLog;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ClientConfiguratorsTest {

  /** A provider's builder, which takes properties of its own type only, as the SDK's do. */
  private static final class Builder implements HttpClientBuilder {

    private final Predicate<ClientProperty<?>> own;
    private final List<String> set = new ArrayList<>();

    private Builder(Predicate<ClientProperty<?>> own) {
      this.own = own;
    }

    @Override
    public HttpClientBuilder baseUri(URI uri) {
      return this;
    }

    @Override
    public HttpClientBuilder baseUri(String uri) {
      return this;
    }

    @Override
    public <T> HttpClientBuilder property(ClientProperty<T> key, T value) {
      if (!own.test(key)) {
        throw new IllegalArgumentException("Unknown or unsupported HTTP client property " + key);
      }
      set.add(key + "=" + value);
      return this;
    }

    @Override
    public HttpClientBuilder registerRequestInterceptor(
        int priority, RequestInterceptor interceptor) {
      return this;
    }

    @Override
    public HttpClient build() {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void redirectsAreTurnedOffAfterWhatTheApplicationSays() {
    Builder builder = new Builder(key -> key instanceof Jersey3ClientProperty);

    ClientConfigurators.withoutRedirects(
            client ->
                client.property(
                    Jersey3ClientProperty.create("jersey.config.client.followRedirects"), true))
        .customizeClient(builder);

    assertThat(builder.set)
        .containsExactly(
            "jersey: jersey.config.client.followRedirects=true",
            "jersey: jersey.config.client.followRedirects=false");
  }

  @Test
  void ofAnotherProviderItIsLoggedOnce() {
    try (CapturedLog log = new CapturedLog()) {
      ClientConfigurators.withoutRedirects().customizeClient(new Builder(key -> false));
      ClientConfigurators.withoutRedirects().customizeClient(new Builder(key -> false));

      assertThat(log.count("is no HTTP provider of the SDK's")).isEqualTo(1);
    }
  }
}
