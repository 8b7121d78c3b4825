package io.github.hastreaming.testkit;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.github.hastreaming.testkit.internal.service.ServiceException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Permissions as the control endpoint takes them. */
record PermissionsBody(
    @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        @Nullable List<String> allow,
    @Nullable String by,
    @Nullable Integer refusedWith) {

  /**
   * Makes the permissions.
   *
   * @throws ServiceException if a field is missing or unknown
   * @throws IllegalArgumentException if a value is out of range
   */
  Permissions toPermissions() {
    if (allow == null) {
      throw ServiceException.missingParameter("allow");
    }
    Permissions permissions = allow.size() == 1 ? preset(allow.get(0)) : operations(allow);
    return refusedWith == null ? permissions : permissions.refusedWith(refusedWith);
  }

  private static Permissions preset(String name) {
    return switch (name) {
      case "all" -> Permissions.all();
      case "none" -> Permissions.none();
      case "push-only" -> Permissions.pushOnly();
      case "pull-only" -> Permissions.pullOnly();
      default -> operations(List.of(name));
    };
  }

  private static Permissions operations(List<String> names) {
    return Permissions.none()
        .with(
            names.stream()
                .map(name -> operation("allow", name))
                .toArray(StreamingOperation[]::new));
  }

  /**
   * @throws ServiceException if the service has no such operation
   */
  static StreamingOperation operation(String field, String name) {
    return StreamingOperation.named(name)
        .orElseThrow(() -> ServiceException.invalidParameter(field + " " + name + " is unknown"));
  }
}
