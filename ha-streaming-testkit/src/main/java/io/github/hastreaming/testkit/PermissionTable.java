package io.github.hastreaming.testkit;

import java.util.LinkedHashMap;
import java.util.Map;

/** Which operations which callers of a region may use. Thread-safe. */
final class PermissionTable {
  private final Map<Caller, Permissions> ofCallers = new LinkedHashMap<>();
  private Permissions ofOthers = Permissions.all();

  /** Replaces what callers without permissions of their own may do. */
  synchronized void permit(Permissions permissions) {
    ofOthers = permissions;
  }

  /** Replaces what one caller may do. */
  synchronized void permit(Caller caller, Permissions permissions) {
    ofCallers.put(caller, permissions);
  }

  synchronized Permissions of(String keyId) {
    for (Map.Entry<Caller, Permissions> entry : ofCallers.entrySet()) {
      if (entry.getKey().signs(keyId)) {
        return entry.getValue();
      }
    }
    return ofOthers;
  }
}
