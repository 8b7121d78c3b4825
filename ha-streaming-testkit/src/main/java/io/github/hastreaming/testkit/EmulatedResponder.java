package io.github.hastreaming.testkit;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.MappingsLoaderExtension;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.stubbing.StubMappings;
import io.github.hastreaming.testkit.internal.http.ApiResponse;
import io.github.hastreaming.testkit.internal.http.EmulatedApi;

/**
 * Puts an emulated service into WireMock: the stub of lowest priority, so that users' own stubs
 * come first, and the transformer that answers for it. As a loader of mappings it survives
 * WireMock's reset.
 */
final class EmulatedResponder implements ResponseDefinitionTransformerV2, MappingsLoaderExtension {
  private static final String NAME = "oci-service";

  private final EmulatedApi api;

  EmulatedResponder(EmulatedApi api) {
    this.api = api;
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public boolean applyGlobally() {
    return false;
  }

  @Override
  public void loadMappingsInto(StubMappings stubMappings) {
    stubMappings.addMapping(
        any(anyUrl())
            .atPriority(Integer.MAX_VALUE)
            .willReturn(aResponse().withTransformers(NAME))
            .build());
  }

  @Override
  public ResponseDefinition transform(ServeEvent event) {
    ApiResponse answer = api.handle(new WireMockRequest(event.getRequest()));
    ResponseDefinitionBuilder response =
        aResponse().withStatus(answer.status()).withBody(answer.body());
    answer.headers().forEach(response::withHeader);
    return response.build();
  }
}
