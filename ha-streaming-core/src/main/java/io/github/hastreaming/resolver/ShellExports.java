package io.github.hastreaming.resolver;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines such as {@code export NAME='value'}, in which {@code EnvironmentExporter} writes files. */
final class ShellExports {

  // Quoted in one piece, or not at all; what a shell would expand is refused.
  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "([A-Za-z_][A-Za-z0-9_]*)=(?:'([^']*)'|\"([^\"$`\\\\]*)\"|([^\\s'\"$`\\\\;&|<>()]*))\\s*");

  private ShellExports() {}

  /**
   * Names and values.
   *
   * @param exports what follows the word export
   * @param wanted the names that are needed: others may be as they like
   * @throws IllegalArgumentException if a wanted one cannot be read without a shell
   */
  static Map<String, String> read(List<String> exports, List<String> wanted) {
    Map<String, String> values = new HashMap<>();
    for (String export : exports) {
      Matcher assignment = ASSIGNMENT.matcher(export);
      if (assignment.matches()) {
        values.put(assignment.group(1), value(assignment));
      } else {
        wanted.stream()
            .filter(name -> export.startsWith(name + "="))
            .forEach(
                name -> {
                  throw new IllegalArgumentException(
                      "export "
                          + name
                          + " takes a shell to be read: write "
                          + name
                          + "='...', in one pair of quotes");
                });
      }
    }
    return values;
  }

  private static String value(Matcher assignment) {
    for (int group = 2; group <= assignment.groupCount(); group++) {
      if (assignment.group(group) != null) {
        return assignment.group(group);
      }
    }
    return "";
  }
}
