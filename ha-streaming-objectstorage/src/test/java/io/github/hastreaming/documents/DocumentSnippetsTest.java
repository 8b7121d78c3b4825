package io.github.hastreaming.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every Java snippet of the documents compiles as it stands, where it has what it is given. */
class DocumentSnippetsTest {

  @TempDir Path directory = Path.of("");

  static Stream<Arguments> javaSnippets() throws IOException {
    return Document.all().stream()
        .flatMap(
            document ->
                document.blocks().stream()
                    .filter(block -> block.language().equals("java"))
                    .map(block -> Arguments.of(document + ":" + block.line(), block.code())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("javaSnippets")
  void compiles(String place, String code) {
    assertThat(new Snippet(code).errors(directory)).as(place).isEmpty();
  }

  @Test
  void theReadmeHasOneWithItsOwnImports() {
    Document readme = Document.read(Document.ROOT.resolve("README.md"));

    assertThat(readme.blocks())
        .anyMatch(
            block -> block.language().equals("java") && block.code().startsWith("import static"));
  }

  @Test
  void oneThatCannotCompileIsFound() {
    assertThat(new Snippet("client.putMessage(request);\n").errors(directory))
        .contains("putMessage");
    assertThat(new Snippet("@Test\nvoid test() { none(); }\n").errors(directory)).contains("none");
    assertThat(new Snippet("import java.util.Lisst;\nint i = 1;\n").errors(directory))
        .contains("Lisst");
  }
}
