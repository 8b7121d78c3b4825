package io.github.hastreaming.testkit.internal.service;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What users attach to a resource; kept as it is. */
public record Tags(Map<String, String> freeform, Map<String, Map<String, Object>> defined) {
  public static final Tags NONE = new Tags(Map.of(), Map.of());

  /** These tags with those that are given instead. */
  public Tags with(
      @Nullable Map<String, String> newFreeform,
      @Nullable Map<String, Map<String, Object>> newDefined) {
    return new Tags(
        newFreeform == null ? freeform : newFreeform, newDefined == null ? defined : newDefined);
  }
}
