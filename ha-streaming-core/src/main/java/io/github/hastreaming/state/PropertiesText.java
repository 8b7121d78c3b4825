package io.github.hastreaming.state;

import io.github.hastreaming.internal.file.PropertiesSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * The text of a Java properties file. Written in the order given and in ASCII, so that it reads the
 * same as Latin-1, which {@code Properties.load(InputStream)} takes it for, and as UTF-8.
 */
final class PropertiesText {

  private static final String ESCAPED_AS_THEMSELVES = "\\:=#! ";

  private PropertiesText() {}

  /**
   * Reads the keys and values.
   *
   * @throws IllegalArgumentException if it cannot be read, or is a shell's file: writing a state
   *     would take that from whom it is for
   */
  static Map<String, String> parse(byte[] content) throws IOException {
    PropertiesSource source = PropertiesSource.parse(content);
    if (!source.exports().isEmpty()) {
      throw new IllegalArgumentException(
          "it has lines of a shell (export ...), as EnvironmentExporter writes them: give the state"
              + " a file of its own");
    }
    return source.values();
  }

  static byte[] format(String comment, Map<String, String> values) {
    StringBuilder text = new StringBuilder("# ").append(comment).append('\n');
    values.forEach(
        (key, value) -> {
          escape(text, key, key.length());
          text.append('=');
          escape(text, value, leadingBlanks(value));
          text.append('\n');
        });
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static int leadingBlanks(String value) {
    int blanks = 0;
    while (blanks < value.length() && value.charAt(blanks) == ' ') {
      blanks++;
    }
    return blanks;
  }

  /**
   * @param separatorsUpTo up to where blanks and separators are escaped as well
   */
  private static void escape(StringBuilder text, String value, int separatorsUpTo) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' || (i < separatorsUpTo && ESCAPED_AS_THEMSELVES.indexOf(c) >= 0)) {
        text.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
  }
}
