package io.github.hastreaming.testkit;

import io.github.hastreaming.testkit.ControlledRegion.ClockBody;
import io.github.hastreaming.testkit.ControlledRegion.ThrottleBody;
import io.github.hastreaming.testkit.internal.http.ApiResponse;
import io.github.hastreaming.testkit.internal.http.Json;
import io.github.hastreaming.testkit.internal.service.ServiceException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides what a request to the control endpoint does. See the usage of the standalone regions. */
final class ControlApi {
  private static final String STREAM_QUERY = "stream=";

  private final Map<String, ControlledRegion> regions = new LinkedHashMap<>();

  ControlApi(Map<String, OciStreamingEmulator> emulators) {
    emulators.forEach((name, emulator) -> regions.put(name, new ControlledRegion(emulator)));
  }

  /** Errors are answered in the form of the service. */
  ApiResponse handle(String method, URI uri, byte[] body) {
    try {
      return route(method, uri, body);
    } catch (ServiceException error) {
      return ApiResponse.error(error);
    } catch (IllegalArgumentException | IllegalStateException error) {
      return ApiResponse.error(
          ServiceException.invalidParameter(String.valueOf(error.getMessage())));
    }
  }

  private ApiResponse route(String method, URI uri, byte[] body) {
    List<String> path = List.of(uri.getPath().substring(1).split("/"));
    if (!path.get(0).equals("regions")) {
      throw ServiceException.notFound();
    }
    if (path.size() == 1 && method.equals("GET")) {
      return ApiResponse.json(regions.values().stream().map(ControlledRegion::describe).toList());
    }
    if (path.size() == 2 && method.equals("DELETE")) {
      return done(region(path)::destroy);
    }
    if (path.size() == 4 && method.equals("DELETE") && path.get(2).equals("faults")) {
      return done(() -> region(path).heal(path.get(3)));
    }
    if (path.size() != 3) {
      throw ServiceException.notFound();
    }
    ControlledRegion region = region(path);
    return switch (method + " " + path.get(2)) {
      case "GET messages" -> ApiResponse.json(region.messages(streamOf(uri)));
      case "GET requests" -> ApiResponse.json(region.requests());
      case "DELETE requests" -> done(region::forgetRequests);
      case "GET faults" -> ApiResponse.json(region.faults());
      case "POST faults" -> ApiResponse.json(201, region.inject(Json.read(body, FaultBody.class)));
      case "DELETE faults" -> done(region::healAll);
      case "PUT permissions" -> done(() -> region.permit(Json.read(body, PermissionsBody.class)));
      case "POST throttle" -> done(() -> region.throttle(Json.read(body, ThrottleBody.class)));
      case "POST clock" -> done(() -> region.advanceClock(Json.read(body, ClockBody.class)));
      default -> throw ServiceException.notFound();
    };
  }

  private ControlledRegion region(List<String> path) {
    ControlledRegion region = regions.get(path.get(1));
    if (region == null) {
      throw ServiceException.notFound();
    }
    return region;
  }

  private static ApiResponse done(Runnable action) {
    action.run();
    return ApiResponse.empty(204);
  }

  private static @Nullable String streamOf(URI uri) {
    String query = uri.getQuery();
    return query != null && query.startsWith(STREAM_QUERY)
        ? query.substring(STREAM_QUERY.length())
        : null;
  }
}
