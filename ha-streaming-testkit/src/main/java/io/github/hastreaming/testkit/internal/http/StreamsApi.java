package io.github.hastreaming.testkit.internal.http;

import io.github.hastreaming.testkit.internal.service.LifecycleState;
import io.github.hastreaming.testkit.internal.service.NewStream;
import io.github.hastreaming.testkit.internal.service.ServiceException;
import io.github.hastreaming.testkit.internal.service.StoredStream;
import io.github.hastreaming.testkit.internal.service.StreamDefinition;
import io.github.hastreaming.testkit.internal.service.StreamingRegion;
import io.github.hastreaming.testkit.internal.service.Tags;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** createStream, getStream, listStreams, updateStream and deleteStream. */
final class StreamsApi {
  private static final int SHORTEST_RETENTION = 24;
  private static final int LONGEST_RETENTION = 168;

  private final StreamingRegion region;
  private final Supplier<String> messagesEndpoint;

  StreamsApi(StreamingRegion region, Supplier<String> messagesEndpoint) {
    this.region = region;
    this.messagesEndpoint = messagesEndpoint;
  }

  ApiResponse create(ApiRequest request) {
    CreateStreamDetails details = Json.read(request.body(), CreateStreamDetails.class);
    return answer(region.createStream(newStream(details)), LifecycleState.CREATING);
  }

  ApiResponse get(String ocid) {
    StoredStream stream = region.stream(ocid);
    return answer(stream, stream.resource().state());
  }

  ApiResponse list(ApiRequest request) {
    String compartmentId = request.query("compartmentId");
    String poolId = request.query("streamPoolId");
    if ((compartmentId == null) == (poolId == null)) {
      throw ServiceException.invalidParameter(
          "Exactly one of compartmentId and streamPoolId is required");
    }
    List<StoredStream> streams =
        region.streams().stream()
            .filter(
                stream ->
                    stream.definition().compartmentId().equals(compartmentId)
                        || stream.definition().streamPoolId().equals(poolId))
            .toList();
    return new ListQuery<StoredStream>(
            request, StoredStream::resource, stream -> stream.definition().name())
        .page(streams, this::summary);
  }

  ApiResponse update(String ocid, ApiRequest request) {
    UpdateStreamDetails details = Json.read(request.body(), UpdateStreamDetails.class);
    Tags tags =
        region.stream(ocid).resource().tags().with(details.freeformTags(), details.definedTags());
    StoredStream updated =
        region.updateStream(ocid, request.header("if-match"), details.streamPoolId(), tags);
    return answer(updated, LifecycleState.UPDATING);
  }

  ApiResponse delete(String ocid, ApiRequest request) {
    region.deleteStream(ocid, request.header("if-match"));
    return ApiResponse.empty(204);
  }

  /** The answer to a change shows the change under way, however fast it is. */
  private ApiResponse answer(StoredStream stream, LifecycleState state) {
    StreamDefinition definition = stream.definition();
    Tags tags = stream.resource().tags();
    Stream body =
        new Stream(
            definition.name(),
            stream.ocid(),
            definition.partitions(),
            definition.retentionInHours(),
            definition.compartmentId(),
            definition.streamPoolId(),
            state,
            null,
            stream.resource().timeCreated(),
            messagesEndpoint.get(),
            tags.freeform(),
            tags.defined());
    return ApiResponse.json(body).withHeader("etag", stream.resource().etag());
  }

  private Object summary(StoredStream stream) {
    StreamDefinition definition = stream.definition();
    Tags tags = stream.resource().tags();
    return new StreamSummary(
        definition.name(),
        stream.ocid(),
        definition.partitions(),
        definition.compartmentId(),
        definition.streamPoolId(),
        stream.resource().state(),
        stream.resource().timeCreated(),
        messagesEndpoint.get(),
        tags.freeform(),
        tags.defined());
  }

  private static NewStream newStream(CreateStreamDetails details) {
    if (details.name() == null || details.name().isBlank()) {
      throw ServiceException.missingParameter("name");
    }
    if (details.partitions() == null) {
      throw ServiceException.missingParameter("partitions");
    }
    if (details.partitions() < 1) {
      throw ServiceException.invalidParameter("partitions must be at least 1");
    }
    return new NewStream(
        details.name(),
        details.partitions(),
        retention(details.retentionInHours()),
        details.compartmentId(),
        details.streamPoolId(),
        Tags.NONE.with(details.freeformTags(), details.definedTags()));
  }

  private static int retention(@Nullable Integer hours) {
    if (hours == null) {
      return SHORTEST_RETENTION;
    }
    if (hours < SHORTEST_RETENTION || hours > LONGEST_RETENTION) {
      throw ServiceException.invalidParameter("retentionInHours must be between 24 and 168");
    }
    return hours;
  }

  // The bodies, by the names they have in the service's API reference.

  private record CreateStreamDetails(
      @Nullable String name,
      @Nullable Integer partitions,
      @Nullable String compartmentId,
      @Nullable String streamPoolId,
      @Nullable Integer retentionInHours,
      @Nullable Map<String, String> freeformTags,
      @Nullable Map<String, Map<String, Object>> definedTags) {}

  private record UpdateStreamDetails(
      @Nullable String streamPoolId,
      @Nullable Map<String, String> freeformTags,
      @Nullable Map<String, Map<String, Object>> definedTags) {}

  private record Stream(
      String name,
      String id,
      int partitions,
      int retentionInHours,
      String compartmentId,
      String streamPoolId,
      LifecycleState lifecycleState,
      @Nullable String lifecycleStateDetails,
      Instant timeCreated,
      String messagesEndpoint,
      Map<String, String> freeformTags,
      Map<String, Map<String, Object>> definedTags) {}

  /** Unlike the stream itself, without its retention. */
  private record StreamSummary(
      String name,
      String id,
      int partitions,
      String compartmentId,
      String streamPoolId,
      LifecycleState lifecycleState,
      Instant timeCreated,
      String messagesEndpoint,
      Map<String, String> freeformTags,
      Map<String, Map<String, Object>> definedTags) {}
}
