package io.github.hastreaming.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A native image has only those files of core that are named for it. */
class NativeImageResourcesTest {

  private static final String CONFIG =
      "/META-INF/native-image/io.github.hastreaming/ha-streaming-core/resource-config.json";

  @Test
  void everyFileThatIsReadByItsNameIsListed() throws Exception {
    Path sql =
        Path.of(
            Objects.requireNonNull(JdbcTable.class.getResource("ha-streaming-state.sql")).toURI());
    List<String> files;
    try (Stream<Path> all = Files.list(Objects.requireNonNull(sql.getParent()))) {
      files =
          all.map(file -> String.valueOf(file.getFileName()))
              .filter(name -> name.endsWith(".sql"))
              .map(name -> "\\Qio/github/hastreaming/state/" + name + "\\E")
              .toList();
    }

    JsonNode includes =
        new ObjectMapper()
            .readTree(JdbcTable.class.getResourceAsStream(CONFIG))
            .at("/resources/includes");

    assertThat(includes.findValuesAsText("pattern"))
        .hasSize(2)
        .containsExactlyInAnyOrderElementsOf(files);
  }
}
