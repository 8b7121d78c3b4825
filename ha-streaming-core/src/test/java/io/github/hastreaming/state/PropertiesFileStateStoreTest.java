package io.github.hastreaming.state;

import static io.github.hastreaming.state.contract.States.PRIMARY;
import static io.github.hastreaming.state.contract.States.SECONDARY;
import static io.github.hastreaming.state.contract.States.onPrimary;
import static io.github.hastreaming.state.contract.States.onSecondary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.hastreaming.state.contract.FailoverStateStoreContract;
import io.github.hastreaming.state.contract.StoreOutage;
import io.github.hastreaming.state.contract.StoredContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PropertiesFileStateStoreTest extends FailoverStateStoreContract {

  private static final Optional<FailoverState> NOTHING = Optional.empty();

  @TempDir Path directory;
  private Path file = Path.of("unset");

  @BeforeEach
  void nameTheFile() {
    file = directory.resolve("stream.properties");
  }

  @Override
  protected FailoverStateStore store() {
    return FailoverStateStore.propertiesFile(file);
  }

  @Override
  protected Optional<StoredContent> content() {
    return Optional.of(
        new StoredContent() {
          @Override
          public String read() throws IOException {
            return Files.readString(file);
          }

          @Override
          public void replace(String content) throws IOException {
            write(content);
          }
        });
  }

  /** Another user's directory stands where the file was. */
  @Override
  protected Optional<StoreOutage> outage() {
    return Optional.of(
        new StoreOutage() {
          @Override
          public void fail() throws IOException {
            Files.move(file, directory.resolve("away"));
            Files.createDirectory(file);
          }

          @Override
          public void end() throws IOException {
            Files.delete(file);
            Files.move(directory.resolve("away"), file);
          }
        });
  }

  @Test
  void namesTheSecondaryInTheKeysOfTheSeedAndTheActiveStreamInAnother() throws IOException {
    store().compareAndSet(NOTHING, onSecondary(1));

    assertThat(properties())
        .containsEntry("SECONDARY_STREAM_OCID", SECONDARY.streamOcid())
        .containsEntry("SECONDARY_STREAM_ENDPOINT", SECONDARY.endpoint())
        .containsEntry("HA_STREAMING_ACTIVE_OCID", SECONDARY.streamOcid())
        .containsEntry("HA_STREAMING_ACTIVE_ENDPOINT", SECONDARY.endpoint());
  }

  @Test
  void keepsNamingTheSecondaryAfterFailback() throws IOException {
    FailoverState back =
        onSecondary(2).toBuilder().activeOcid(PRIMARY.streamOcid()).otherFields(Map.of()).build();
    store().compareAndSet(NOTHING, back);

    assertThat(properties())
        .containsEntry("SECONDARY_STREAM_OCID", SECONDARY.streamOcid())
        .containsEntry("HA_STREAMING_ACTIVE_OCID", PRIMARY.streamOcid());
  }

  @Test
  void readsAFileOfTheSeedAsNoStateYetAndKeepsItsKeysUntilASecondaryIsKnown() throws IOException {
    write("SECONDARY_STREAM_OCID=" + SECONDARY.streamOcid() + "\nSECONDARY_STREAM_ENDPOINT=e\n");

    assertThat(store().load(PRIMARY.streamOcid())).isEmpty();
    assertThat(store().compareAndSet(NOTHING, onPrimary(1))).isTrue();
    assertThat(store().compareAndSet(Optional.of(onPrimary(1)), onPrimary(2))).isTrue();

    assertThat(properties())
        .containsEntry("SECONDARY_STREAM_OCID", SECONDARY.streamOcid())
        .containsEntry("SECONDARY_STREAM_ENDPOINT", "e");
    store().compareAndSet(Optional.of(onPrimary(2)), onSecondary(3));
    assertThat(properties()).containsEntry("SECONDARY_STREAM_ENDPOINT", SECONDARY.endpoint());
  }

  @Test
  void keepsTheKeysOfOthersAsTheyAreAtTheTimeOfTheChange() throws IOException {
    write("app.name=orders\napp.removed=1\n");
    store().compareAndSet(NOTHING, onPrimary(1));
    FailoverState seen = store().load(PRIMARY.streamOcid()).orElseThrow();
    Files.writeString(
        file,
        Files.readString(file).replace("app.removed=1", "").replace("orders", "orders-2")
            + "app.added=x\n");

    store().compareAndSet(Optional.of(seen), seen.toBuilder().epoch(2).build());

    assertThat(properties())
        .containsEntry("app.name", "orders-2")
        .containsEntry("app.added", "x")
        .doesNotContainKey("app.removed");
  }

  @Test
  void dropsAKeyThatTheWriterDropped() throws IOException {
    write("app.name=orders\napp.team=a\n");
    store().compareAndSet(NOTHING, onPrimary(1));
    FailoverState seen = store().load(PRIMARY.streamOcid()).orElseThrow();

    FailoverState next =
        seen.toBuilder().epoch(2).otherFields(Map.of("app.name", "orders")).build();
    store().compareAndSet(Optional.of(seen), next);

    assertThat(properties()).containsEntry("app.name", "orders").doesNotContainKey("app.team");
  }

  @Test
  void saysWhatItIs() {
    assertThat(store()).hasToString("propertiesFile(" + file + ")");
  }

  @Test
  void isReadableByItsOwnerOnlyWhateverTheFileWas() throws IOException {
    write("SECONDARY_STREAM_OCID=x\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

    store().compareAndSet(NOTHING, onPrimary(1));

    try (var files = Files.list(directory)) {
      assertThat(files)
          .hasSize(2) // The file and its lock.
          .allSatisfy(
              path ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                      .isEqualTo("rw-------"));
    }
  }

  @Test
  void readsThroughASymbolicLinkAndDoesNotWriteThroughIt() throws IOException {
    Path real = Files.createDirectory(directory.resolve("real")).resolve("state");
    FailoverStateStore.propertiesFile(real).compareAndSet(NOTHING, onPrimary(1));
    Files.createSymbolicLink(file, real);

    assertThat(store().load(PRIMARY.streamOcid())).contains(onPrimary(1));
    assertThatThrownBy(() -> store().compareAndSet(Optional.of(onPrimary(1)), onPrimary(2)))
        .isInstanceOf(StateStoreException.class)
        .hasMessageContaining("symbolic link");
    assertThat(Files.isSymbolicLink(file)).isTrue();
    assertThat(Files.readString(real)).contains("HA_STREAMING_EPOCH=1");
  }

  @Test
  void refusesALockThatIsALink() throws IOException {
    Path victim = Files.writeString(directory.resolve("victim"), "precious");
    Files.createSymbolicLink(directory.resolve("stream.properties.lock"), victim);

    assertThatThrownBy(() -> store().compareAndSet(NOTHING, onPrimary(1)))
        .isInstanceOf(StateStoreException.class)
        .hasMessageContaining("symbolic link");
    assertThat(victim).hasContent("precious");
    assertThat(file).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream.properties", "stream.properties.lock"})
  void refusesWhatAnotherUserOwns(String name) throws IOException {
    assumeThat(System.getProperty("user.name")).isEqualTo("root"); // Who else can give away?
    Path planted = Files.writeString(directory.resolve(name), "");
    Files.setOwner(
        planted,
        planted.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));

    assertThatThrownBy(() -> store().compareAndSet(NOTHING, onPrimary(1)))
        .isInstanceOf(StateStoreException.class)
        .hasMessageContaining("belongs to nobody");
    assertThat(planted).isEmptyFile();
    assertThat(directory.resolve("stream.properties.tmp")).doesNotExist();
  }

  @Test
  void aFileThatIsTooLargeIsNotRead() throws IOException {
    Files.write(file, new byte[(1 << 20) + 1]);

    assertThatThrownBy(() -> store().load(PRIMARY.streamOcid()))
        .isInstanceOf(StateStoreException.class)
        .hasMessageContaining("1 MiB");
  }

  @Test
  void aDirectoryIsNoStateFile() throws IOException {
    Files.createDirectory(file);

    assertThatThrownBy(() -> store().load(PRIMARY.streamOcid()))
        .isInstanceOf(StateStoreException.class)
        .hasMessageContaining("it is a directory");
  }

  @Test
  void readsWhatAnEditorSavedWithAByteOrderMark() throws IOException {
    store().compareAndSet(NOTHING, onPrimary(1));
    String text = Files.readString(file);
    Files.writeString(file, "\uFEFF" + text);

    assertThat(store().load(PRIMARY.streamOcid())).contains(onPrimary(1));

    Files.writeString(file, text, StandardCharsets.UTF_16); // With its mark.
    assertThat(store().load(PRIMARY.streamOcid())).contains(onPrimary(1));
    assertThat(store().compareAndSet(Optional.of(onPrimary(1)), onPrimary(2))).isTrue();

    Files.writeString(file, text, StandardCharsets.UTF_16LE);
    assertThatThrownBy(() -> store().load(PRIMARY.streamOcid()))
        .hasMessageContaining("save it as UTF-8");
  }

  @Test
  void leavesAShellsFileAlone() throws IOException {
    write("export SECONDARY_STREAM_OCID='x'\n");

    assertThatThrownBy(() -> store().compareAndSet(NOTHING, onPrimary(1)))
        .isInstanceOf(StateStoreException.class)
        .hasMessageContaining("file of its own");
    assertThat(file).hasContent("export SECONDARY_STREAM_OCID='x'\n");
  }

  @Test
  void whatAFileSaysIsToldAsOneHarmlessLine() throws IOException {
    store().compareAndSet(NOTHING, onPrimary(1));
    String text = Files.readString(file);
    String hostile = "\\u001b[2Jx\\u009b2J\\u202ey\\nz";
    Files.writeString(
        file,
        text
            + ("HA_STREAMING_REASON=" + hostile + "\n")
            + ("HA_STREAMING_CHANGED_BY=" + hostile + "\n"));

    FailoverState state = store().load(PRIMARY.streamOcid()).orElseThrow();
    assertThat(state.reason()).isEqualTo("[2Jx 2J y z");
    assertThat(state.changedBy()).isEqualTo("[2Jx 2J y z");

    Files.writeString(file, text + "HA_STREAMING_EPOCH=" + hostile + "\n");
    assertThatThrownBy(() -> store().load(PRIMARY.streamOcid()))
        .hasMessageContaining("was \"[2Jx 2J y z\"")
        .cause()
        .hasMessageContaining("was \"[2Jx 2J y z\"");
  }

  @Test
  void overwritesWhatAKilledProcessLeft() throws IOException {
    Files.writeString(directory.resolve("stream.properties.tmp"), "half a li");

    assertThat(store().compareAndSet(NOTHING, onPrimary(1))).isTrue();

    assertThat(directory.resolve("stream.properties.tmp")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "HA_STREAMING_EPOCH=1, HA_STREAMING_EPOCH=one, HA_STREAMING_EPOCH must be a number",
    "HA_STREAMING_EPOCH=1, HA_STREAMING_EPOCH=-1, HA_STREAMING_EPOCH must be a number",
    "HA_STREAMING_EPOCH=1, x=y, HA_STREAMING_EPOCH is missing",
    "HA_STREAMING_LINEAGE=lineage-1, x=y, HA_STREAMING_LINEAGE is missing",
    "HA_STREAMING_FORMAT=1, HA_STREAMING_FORMAT=2, later version",
    "HA_STREAMING_FORMAT=1, x=y, HA_STREAMING_FORMAT is missing",
    "HA_STREAMING_FAILED_KINDS=, HA_STREAMING_FAILED_KINDS=ADMIN, WRITE",
    "HA_STREAMING_ACTIVE_OCID=ocid1, HA_STREAMING_ACTIVE_OCID=x, HA_STREAMING_ACTIVE_OCID",
    "HA_STREAMING_TARGET_1_ENDPOINT=https, HA_STREAMING_TARGET_1_ENDPOINT=ftp, HA_STREAMING_TARGET",
    "HA_STREAMING_TARGET_1_OCID=ocid1, HA_STREAMING_TARGET_1_OCID=ocid2, HA_STREAMING_TARGET_1",
    "HA_STREAMING_SINCE=2026, HA_STREAMING_SINCE=26, HA_STREAMING_SINCE must be an instant",
    "HA_STREAMING_SINCE=2026, HA_STREAMING_SINCE=1969, HA_STREAMING_SINCE must be an instant",
    "HA_STREAMING_EPOCH=1, HA_STREAMING_EPOCH=1000000000000001, HA_STREAMING_EPOCH must",
    "HA_STREAMING_REASON=, HA_STREAMING_HOLD_DOWN=PT8785H, HA_STREAMING_HOLD_DOWN must be",
    "HA_STREAMING_REASON=, HA_STREAMING_HOLD_DOWN=PT-1S, HA_STREAMING_HOLD_DOWN must be",
    "HA_STREAMING_REASON=, HA_STREAMING_TARGET_1_PARTITIONS=0, HA_STREAMING_TARGET_1_PARTITIONS",
    "HA_STREAMING_REASON=, HA_STREAMING_REASON=\\u00, cannot be read",
  })
  void saysWhatIsWrongWithTheFileAndNeverChangesIt(String part, String broken, String message)
      throws IOException {
    store().compareAndSet(NOTHING, onPrimary(1));
    String text = Files.readString(file).replace(part, broken);
    write(text);

    assertThatThrownBy(() -> store().load(PRIMARY.streamOcid()))
        .isInstanceOf(StateStoreException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(message);
    assertThatThrownBy(() -> store().compareAndSet(NOTHING, onSecondary(2)))
        .isInstanceOf(StateStoreException.class);
    assertThatThrownBy(() -> store().compareAndSet(Optional.of(onPrimary(1)), onSecondary(2)))
        .isInstanceOf(StateStoreException.class);
    assertThat(file).hasContent(text);
  }

  @Test
  void refusesTheStateOfAnotherPrimaryAndNamesBoth() {
    store().compareAndSet(NOTHING, onPrimary(1));

    assertThatThrownBy(() -> store().load("ocid1.stream.oc1..another"))
        .isInstanceOf(StateStoreException.class)
        .hasMessageContaining(PRIMARY.streamOcid())
        .hasMessageContaining("ocid1.stream.oc1..another")
        .hasMessageContaining("one file for each pair");
  }

  @Test
  void failsWhereItCannotWriteOrRead() throws IOException {
    FailoverStateStore nowhere =
        FailoverStateStore.propertiesFile(directory.resolve("missing/stream.properties"));
    FailoverStateStore aDirectory =
        FailoverStateStore.propertiesFile(Files.createDirectory(directory.resolve("sub")));

    assertThat(nowhere.load(PRIMARY.streamOcid())).isEmpty();
    assertThatThrownBy(() -> nowhere.compareAndSet(NOTHING, onPrimary(1)))
        .isInstanceOf(StateStoreException.class)
        .hasMessageContaining("missing/stream.properties");
    assertThatThrownBy(() -> aDirectory.load(PRIMARY.streamOcid()))
        .isInstanceOf(StateStoreException.class);
  }

  @Test
  void neverWritesWhatItCouldNotRead() {
    FailoverState unreadable =
        FailoverState.builder(PRIMARY.streamOcid(), 1, " ")
            .targets(java.util.List.of(PRIMARY))
            .build();

    assertThatThrownBy(() -> store().compareAndSet(NOTHING, unreadable))
        .hasMessageContaining("LINEAGE");
    assertThat(file).doesNotExist();
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text, StandardCharsets.ISO_8859_1);
  }

  /** As an external reader would. */
  private Map<Object, Object> properties() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      properties.load(in);
    }
    return properties;
  }
}
