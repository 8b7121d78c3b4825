package io.github.hastreaming.state;

import io.github.hastreaming.internal.file.AtomicFile;
import io.github.hastreaming.internal.file.FileMutex;
import io.github.hastreaming.internal.file.MountPoints;
import io.github.hastreaming.internal.file.SmallFile;
import io.github.hastreaming.internal.settings.Defaults;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** See {@link FailoverStateStore#propertiesFile(Path)}. */
final class PropertiesFileStateStore implements FailoverStateStore {

  private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(5);

  private final Path file;

  PropertiesFileStateStore(Path file) {
    this.file = Objects.requireNonNull(file, "file").toAbsolutePath().normalize();
    if (this.file.getFileName() == null) {
      throw new IllegalArgumentException("file must name a file, was " + file);
    }
  }

  @Override
  public Optional<FailoverState> load(String primaryOcid) {
    return stateIn(readAll(), primaryOcid);
  }

  @Override
  public boolean compareAndSet(Optional<FailoverState> expected, FailoverState next) {
    try {
      return FileMutex.of(file, LOCK_TIMEOUT).locked(() -> replace(expected, next));
    } catch (IOException e) {
      throw new StateStoreException(
          "the state file " + file + " cannot be written: " + reason(e), e);
    }
  }

  @Override
  public Duration defaultPollInterval() {
    return Defaults.STATE_POLL_LOCAL;
  }

  private boolean replace(Optional<FailoverState> expected, FailoverState next) throws IOException {
    Map<String, String> found = readAll();
    Optional<FailoverState> stored = stateIn(found, next.primaryOcid());
    if (!next.mayReplace(stored, expected)) {
      return false;
    }
    Map<String, String> values = StateProperties.write(next);
    foreignKeys(found, stored, expected, next).forEach(values::putIfAbsent);
    byte[] text = PropertiesText.format(FailoverStateText.COMMENT, values);
    StateProperties.read(PropertiesText.parse(text)); // Never a file that does not load.
    AtomicFile.replace(file, text);
    return true;
  }

  /**
   * The keys that are not ours: as the file has them now, since others may have changed them, with
   * the changes that the writer made. The seed's two keys stay until there is a secondary to name.
   */
  private static Map<String, String> foreignKeys(
      Map<String, String> found,
      Optional<FailoverState> stored,
      Optional<FailoverState> expected,
      FailoverState next) {
    Map<String, String> before = expected.map(FailoverState::otherFields).orElse(Map.of());
    Map<String, String> foreign =
        new LinkedHashMap<>(stored.map(FailoverState::otherFields).orElse(found));
    before.keySet().stream()
        .filter(key -> !next.otherFields().containsKey(key))
        .forEach(foreign::remove);
    next.otherFields()
        .forEach(
            (key, value) -> {
              if (!value.equals(before.get(key))) {
                foreign.put(key, value);
              }
            });
    if (next.secondary().isEmpty()) {
      keep(StateProperties.SECONDARY_OCID, found, foreign);
      keep(StateProperties.SECONDARY_ENDPOINT, found, foreign);
    }
    return foreign;
  }

  private static void keep(String key, Map<String, String> found, Map<String, String> foreign) {
    String value = found.get(key);
    if (value != null) {
      foreign.put(key, value);
    }
  }

  private Optional<FailoverState> stateIn(Map<String, String> values, String primaryOcid) {
    if (!StateProperties.holdState(values)) {
      return Optional.empty();
    }
    FailoverState state;
    try {
      state = StateProperties.read(values);
    } catch (IllegalArgumentException e) {
      throw new StateStoreException(
          "the state file "
              + file
              + " cannot be used: "
              + e.getMessage()
              + " (it is left as it is: repair it, or move it away to begin anew)",
          e);
    }
    if (!state.primaryOcid().equals(primaryOcid)) {
      throw new StateStoreException(
          "the state file "
              + file
              + " is of another primary stream, HA_STREAMING_PRIMARY_OCID="
              + state.primaryOcid()
              + ", not of "
              + primaryOcid
              + ": use one file for each pair",
          null);
    }
    return Optional.of(state);
  }

  private Map<String, String> readAll() {
    try {
      MountPoints.requireNone(file);
      return PropertiesText.parse(SmallFile.read(file));
    } catch (NoSuchFileException e) {
      return Map.of();
    } catch (IOException | IllegalArgumentException e) {
      throw new StateStoreException("the state file " + file + " cannot be read: " + reason(e), e);
    }
  }

  /** The JDK's own exceptions about files say no more than the file's name. */
  private static String reason(Exception e) {
    return e instanceof FileSystemException ? e.toString() : String.valueOf(e.getMessage());
  }

  @Override
  public String toString() {
    return "propertiesFile(" + file + ")";
  }
}
