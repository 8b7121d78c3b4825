package io.github.hastreaming.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.hastreaming.internal.text.OneLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Named values in order, as a table or as JSON. */
final class Report {

  /** In ASCII: U+009B in a string is JSON, but to a terminal it is a command. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  private record Line(String label, String text) {}

  private final Map<String, Object> values = new LinkedHashMap<>();
  private final List<Line> lines = new ArrayList<>();

  /**
   * @param key its name in JSON
   * @param label its name in the table
   * @param value a string, a number, a boolean, or a map or list of them
   * @param text the same for people
   */
  Report add(String key, String label, Object value, String text) {
    values.put(key, value);
    lines.add(new Line(label, text));
    return this;
  }

  Report add(String key, String label, Object value) {
    return add(key, label, value, value.toString());
  }

  Report addIfPresent(String key, String label, Optional<?> value) {
    value.ifPresent(it -> add(key, label, it.toString()));
    return this;
  }

  String toJson() {
    try {
      return JSON.writeValueAsString(values) + System.lineSeparator();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  String toTable() {
    int width = lines.stream().mapToInt(line -> line.label().length()).max().orElse(0);
    StringBuilder table = new StringBuilder();
    for (Line line : lines) {
      table
          .append(line.label())
          .append(" ".repeat(width - line.label().length() + 2))
          .append(OneLine.of(line.text()))
          .append(System.lineSeparator());
    }
    return table.toString();
  }
}
