package io.github.hastreaming.target;

import io.github.hastreaming.internal.text.OneLine;
import java.util.Objects;

/**
 * What a stream was created with; none of it can be changed later.
 *
 * @param name the stream's name
 * @param partitions the number of its partitions, at least 1
 * @param retentionHours how long it keeps messages, at least 1
 */
public record StreamDescription(String name, int partitions, int retentionHours) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is below 1
   */
  public StreamDescription {
    name =
        OneLine.of(Objects.requireNonNull(name, "name")); // It may come from a store, and is shown.
    if (partitions < 1 || retentionHours < 1) {
      throw new IllegalArgumentException(
          "partitions and retentionHours must be at least 1, were "
              + partitions
              + " and "
              + retentionHours);
    }
  }
}
