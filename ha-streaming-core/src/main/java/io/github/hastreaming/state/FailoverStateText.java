package io.github.hastreaming.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A state as the text of a Java properties file, in ASCII: what all built-in stores keep. For
 * stores of your own. Fields of later versions are kept.
 */
public final class FailoverStateText {

  static final String COMMENT =
      "Kept by ha-streaming; its docs/state-stores.md explains the keys. Comments do not survive.";

  private FailoverStateText() {}

  /**
   * Writes a state.
   *
   * @param state the state
   * @return its text; {@link #read} gives back an equal state
   * @throws IllegalArgumentException if the state could not be read again, such as with a blank
   *     lineage
   */
  public static String write(FailoverState state) {
    Map<String, String> values = StateProperties.write(state);
    state.otherFields().forEach(values::putIfAbsent);
    String text = new String(PropertiesText.format(COMMENT, values), StandardCharsets.US_ASCII);
    read(text);
    return text;
  }

  /**
   * Reads a state.
   *
   * @param text what {@link #write} made, of this version or another of the same format
   * @return the state
   * @throws IllegalArgumentException if it cannot be used; the message names the key, its value and
   *     what is allowed
   */
  public static FailoverState read(String text) {
    try {
      return StateProperties.read(PropertiesText.parse(text.getBytes(StandardCharsets.ISO_8859_1)));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
