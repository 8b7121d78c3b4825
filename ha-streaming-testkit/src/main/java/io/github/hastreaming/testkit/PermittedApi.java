package io.github.hastreaming.testkit;

import io.github.hastreaming.testkit.internal.http.ApiRequest;
import io.github.hastreaming.testkit.internal.http.ApiResponse;
import io.github.hastreaming.testkit.internal.http.EmulatedApi;
import io.github.hastreaming.testkit.internal.service.ServiceException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The API of a region for callers that may not use all of it. */
final class PermittedApi implements EmulatedApi {
  private final EmulatedApi api;
  private final PermissionTable permissions;

  PermittedApi(EmulatedApi api, PermissionTable permissions) {
    this.api = api;
    this.permissions = permissions;
  }

  @Override
  public ApiResponse handle(ApiRequest request) {
    Permissions ofCaller = permissions.of(Caller.keyIdOf(request.header("authorization")));
    Optional<StreamingOperation> operation =
        StreamingOperation.named(call(request.method(), request.path()).name());
    return operation.isPresent() && !ofCaller.allow(operation.get())
        ? error(ofCaller.refusal(), request.header(REQUEST_ID))
        : api.handle(request);
  }

  @Override
  public ApiResponse error(ServiceException error, @Nullable String requestId) {
    return api.error(error, requestId);
  }

  @Override
  public Call call(String method, String path) {
    return api.call(method, path);
  }
}
