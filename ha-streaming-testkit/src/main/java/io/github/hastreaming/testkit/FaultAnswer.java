package io.github.hastreaming.testkit;

import io.github.hastreaming.testkit.internal.http.ApiResponse;
import io.github.hastreaming.testkit.internal.http.EmulatedApi;
import wiremock.org.eclipse.jetty.server.Request;

/** What a fault answers in the service's stead. */
interface FaultAnswer {
  ApiResponse to(Request request, EmulatedApi api);
}
