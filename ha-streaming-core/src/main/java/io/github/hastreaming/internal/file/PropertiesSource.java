package io.github.hastreaming.internal.file;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The keys and values of a properties file, in whatever encoding an editor gave it.
 *
 * @param values without the lines of a shell
 * @param exports what follows the word export in lines of a shell, which {@link Properties} takes
 *     for values of one key
 */
public record PropertiesSource(Map<String, String> values, List<String> exports) {

  private static final String EXPORT = "export";

  /** Keeps the maps as they are. */
  public PropertiesSource {
    values = Collections.unmodifiableMap(values);
    exports = List.copyOf(exports);
  }

  /**
   * Reads the text: by its byte order mark, or else in ISO 8859-1 with escapes, as {@code
   * java.util.Properties} writes it.
   *
   * @throws IllegalArgumentException if it has a malformed escape, or is UTF-16 without a mark
   */
  public static PropertiesSource parse(byte[] content) throws IOException {
    List<String> exports = new ArrayList<>();
    Properties properties = new ExportsApart(exports);
    properties.load(new StringReader(text(content)));
    Map<String, String> values = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    return new PropertiesSource(values, exports);
  }

  private static String text(byte[] content) {
    if (beginsWith(content, 0xEF, 0xBB, 0xBF)) {
      return decoded(content, 3, StandardCharsets.UTF_8);
    }
    if (beginsWith(content, 0xFE, 0xFF)) {
      return decoded(content, 2, StandardCharsets.UTF_16BE);
    }
    if (beginsWith(content, 0xFF, 0xFE)) {
      return decoded(content, 2, StandardCharsets.UTF_16LE);
    }
    String text = decoded(content, 0, StandardCharsets.ISO_8859_1);
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "it has NUL characters, as UTF-16 without a byte order mark: save it as UTF-8");
    }
    return text;
  }

  private static boolean beginsWith(byte[] content, int... mark) {
    if (content.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((content[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private static String decoded(byte[] content, int from, Charset charset) {
    return new String(content, from, content.length - from, charset);
  }

  private static final class ExportsApart extends Properties {

    private static final long serialVersionUID = 1L;

    private final transient List<String> exports;

    private ExportsApart(List<String> exports) {
      this.exports = exports;
    }

    @Override
    public synchronized Object put(Object key, Object value) {
      if (key.equals(EXPORT)) {
        exports.add(value.toString());
        return value;
      }
      return super.put(key, value);
    }
  }
}
