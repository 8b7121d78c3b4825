package io.github.hastreaming.resolver;

import io.github.hastreaming.target.StreamTarget;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/** See {@link SecondaryResolver#propertiesFile(Path)}. */
final class PropertiesFileResolver implements SecondaryResolver {

  private final Path file;

  PropertiesFileResolver(Path file) {
    this.file = Objects.requireNonNull(file, "file");
  }

  @Override
  public List<StreamTarget> find(ResolverContext context) {
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      properties.load(in); // ISO 8859-1 with escapes, as java.util.Properties writes it.
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException | IllegalArgumentException e) {
      throw new SecondaryResolutionException(
          "the properties file " + file + " cannot be read: " + e, e);
    }
    return SecondarySettings.toTargets(
        "the properties file " + file,
        SecondarySettings.OCID,
        properties.getProperty(SecondarySettings.OCID),
        SecondarySettings.ENDPOINT,
        properties.getProperty(SecondarySettings.ENDPOINT),
        context);
  }

  @Override
  public String toString() {
    return "propertiesFile(" + file + ")";
  }
}
