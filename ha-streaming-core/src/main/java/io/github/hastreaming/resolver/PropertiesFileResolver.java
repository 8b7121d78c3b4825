package io.github.hastreaming.resolver;

import io.github.hastreaming.internal.file.PropertiesSource;
import io.github.hastreaming.internal.file.SmallFile;
import io.github.hastreaming.target.StreamTarget;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** See {@link SecondaryResolver#propertiesFile(Path)}. */
final class PropertiesFileResolver implements SecondaryResolver {

  private static final List<String> KEYS =
      List.of(SecondarySettings.OCID, SecondarySettings.ENDPOINT);

  private final Path file;

  PropertiesFileResolver(Path file) {
    this.file = Objects.requireNonNull(file, "file");
  }

  @Override
  public List<StreamTarget> find(ResolverContext context) {
    Map<String, String> values;
    try {
      values = read();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException | IllegalArgumentException e) {
      throw new SecondaryResolutionException(
          "the properties file " + file + " cannot be read: " + e, e);
    }
    return SecondarySettings.toTargets(
        "the properties file " + file,
        SecondarySettings.OCID,
        values.get(SecondarySettings.OCID),
        SecondarySettings.ENDPOINT,
        values.get(SecondarySettings.ENDPOINT),
        context);
  }

  private Map<String, String> read() throws IOException {
    PropertiesSource source = PropertiesSource.parse(SmallFile.read(file));
    Map<String, String> values = new HashMap<>(ShellExports.read(source.exports(), KEYS));
    values.putAll(source.values());
    KEYS.forEach(key -> values.computeIfPresent(key, (name, value) -> unquoted(value)));
    return values;
  }

  /** A file for systemd has its values in quotes; neither an OCID nor a URL does. */
  private static String unquoted(String value) {
    String trimmed = value.trim();
    boolean quoted =
        trimmed.length() >= 2
            && "'\"".indexOf(trimmed.charAt(0)) >= 0
            && trimmed.charAt(0) == trimmed.charAt(trimmed.length() - 1);
    return quoted ? trimmed.substring(1, trimmed.length() - 1) : trimmed;
  }

  @Override
  public String toString() {
    return "propertiesFile(" + file + ")";
  }
}
