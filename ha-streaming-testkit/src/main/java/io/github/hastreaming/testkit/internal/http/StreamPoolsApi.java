package io.github.hastreaming.testkit.internal.http;

import io.github.hastreaming.testkit.internal.service.LifecycleState;
import io.github.hastreaming.testkit.internal.service.ServiceException;
import io.github.hastreaming.testkit.internal.service.StreamPool;
import io.github.hastreaming.testkit.internal.service.StreamingRegion;
import io.github.hastreaming.testkit.internal.service.Tags;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * createStreamPool, getStreamPool, listStreamPools, updateStreamPool and deleteStreamPool; without
 * Kafka settings, encryption keys and private endpoints.
 */
final class StreamPoolsApi {
  private final StreamingRegion region;
  private final Supplier<String> messagesEndpoint;

  StreamPoolsApi(StreamingRegion region, Supplier<String> messagesEndpoint) {
    this.region = region;
    this.messagesEndpoint = messagesEndpoint;
  }

  ApiResponse create(ApiRequest request) {
    CreateStreamPoolDetails details = Json.read(request.body(), CreateStreamPoolDetails.class);
    if (details.compartmentId() == null) {
      throw ServiceException.missingParameter("compartmentId");
    }
    if (details.name() == null || details.name().isBlank()) {
      throw ServiceException.missingParameter("name");
    }
    Tags tags = Tags.NONE.with(details.freeformTags(), details.definedTags());
    return answer(
        region.createPool(details.name(), details.compartmentId(), tags), LifecycleState.CREATING);
  }

  ApiResponse get(String ocid) {
    StreamPool pool = region.pool(ocid);
    return answer(pool, pool.resource().state());
  }

  ApiResponse list(ApiRequest request) {
    String compartmentId = request.requiredQuery("compartmentId");
    List<StreamPool> pools =
        region.pools().stream().filter(pool -> pool.compartmentId().equals(compartmentId)).toList();
    return new ListQuery<StreamPool>(request, StreamPool::resource, StreamPool::name)
        .page(pools, pool -> body(pool, pool.resource().state()));
  }

  ApiResponse update(String ocid, ApiRequest request) {
    UpdateStreamPoolDetails details = Json.read(request.body(), UpdateStreamPoolDetails.class);
    Tags tags =
        region.pool(ocid).resource().tags().with(details.freeformTags(), details.definedTags());
    return answer(
        region.updatePool(ocid, request.header("if-match"), details.name(), tags),
        LifecycleState.UPDATING);
  }

  ApiResponse delete(String ocid, ApiRequest request) {
    region.deletePool(ocid, request.header("if-match"));
    return ApiResponse.empty(204);
  }

  private ApiResponse answer(StreamPool pool, LifecycleState state) {
    return ApiResponse.json(body(pool, state)).withHeader("etag", pool.resource().etag());
  }

  private StreamPoolBody body(StreamPool pool, LifecycleState state) {
    return new StreamPoolBody(
        pool.resource().ocid(),
        pool.compartmentId(),
        pool.name(),
        state,
        pool.resource().timeCreated(),
        false,
        messagesEndpoint.get().replaceFirst("^https?://", ""),
        pool.resource().tags().freeform(),
        pool.resource().tags().defined());
  }

  private record CreateStreamPoolDetails(
      @Nullable String compartmentId,
      @Nullable String name,
      @Nullable Map<String, String> freeformTags,
      @Nullable Map<String, Map<String, Object>> definedTags) {}

  private record UpdateStreamPoolDetails(
      @Nullable String name,
      @Nullable Map<String, String> freeformTags,
      @Nullable Map<String, Map<String, Object>> definedTags) {}

  /** The pool and its summary; clients ignore what a summary has too much. */
  private record StreamPoolBody(
      String id,
      String compartmentId,
      String name,
      LifecycleState lifecycleState,
      Instant timeCreated,
      boolean isPrivate,
      String endpointFqdn,
      Map<String, String> freeformTags,
      Map<String, Map<String, Object>> definedTags) {}
}
