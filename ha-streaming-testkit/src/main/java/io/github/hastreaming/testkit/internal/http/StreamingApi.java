package io.github.hastreaming.testkit.internal.http;

import io.github.hastreaming.testkit.internal.service.ServiceException;
import io.github.hastreaming.testkit.internal.service.StoredStream;
import io.github.hastreaming.testkit.internal.service.StreamingRegion;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The HTTP API of one region. Thread-safe. */
public final class StreamingApi implements EmulatedApi {
  private final StreamingRegion region;
  private final StreamsApi streams;
  private final StreamPoolsApi pools;
  private final CommonHeaders common;

  /**
   * @param messagesEndpoint what streams tell as the endpoint of their data plane
   */
  public StreamingApi(StreamingRegion region, Supplier<String> messagesEndpoint) {
    this.region = region;
    this.streams = new StreamsApi(region, messagesEndpoint);
    this.pools = new StreamPoolsApi(region, messagesEndpoint);
    this.common = new CommonHeaders(region.clock());
  }

  @Override
  public ApiResponse handle(ApiRequest request) {
    return common.addTo(answer(request), request.header(REQUEST_ID));
  }

  @Override
  public ApiResponse error(ServiceException error, @Nullable String requestId) {
    return common.addTo(ApiResponse.error(error), requestId);
  }

  @Override
  public Call call(String method, String path) {
    Operation operation = Route.of(method, path).operation();
    return new Call(operation.operationName(), operation.plane());
  }

  private ApiResponse answer(ApiRequest request) {
    try {
      return call(Route.of(request.method(), request.path()), request);
    } catch (ServiceException error) {
      return ApiResponse.error(error);
    }
  }

  private ApiResponse call(Route route, ApiRequest request) {
    return switch (route.operation()) {
      case PUT_MESSAGES -> MessagesApi.putMessages(stream(route), request);
      case GET_MESSAGES -> MessagesApi.getMessages(stream(route), request);
      case CREATE_CURSOR -> MessagesApi.createCursor(stream(route), request);
      case CREATE_GROUP_CURSOR -> GroupsApi.createGroupCursor(stream(route), request);
      case CONSUMER_COMMIT -> GroupsApi.commit(stream(route), request);
      case CONSUMER_HEARTBEAT -> GroupsApi.heartbeat(stream(route), request);
      case GET_GROUP -> GroupsApi.getGroup(stream(route), route.groupName());
      case UPDATE_GROUP -> GroupsApi.updateGroup(stream(route), route.groupName(), request);
      case CREATE_STREAM -> streams.create(request);
      case LIST_STREAMS -> streams.list(request);
      case GET_STREAM -> streams.get(route.ocid());
      case UPDATE_STREAM -> streams.update(route.ocid(), request);
      case DELETE_STREAM -> streams.delete(route.ocid(), request);
      case CREATE_STREAM_POOL -> pools.create(request);
      case LIST_STREAM_POOLS -> pools.list(request);
      case GET_STREAM_POOL -> pools.get(route.ocid());
      case UPDATE_STREAM_POOL -> pools.update(route.ocid(), request);
      case DELETE_STREAM_POOL -> pools.delete(route.ocid(), request);
      case UNKNOWN -> throw route.notAnOperation();
    };
  }

  private StoredStream stream(Route route) {
    return region.readableStream(route.ocid());
  }
}
