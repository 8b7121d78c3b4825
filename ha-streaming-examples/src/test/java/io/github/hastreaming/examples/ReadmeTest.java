package io.github.hastreaming.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's example is the one that is compiled. */
class ReadmeTest {

  private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void itsExampleCompiles() throws IOException {
    Matcher example = JAVA_BLOCK.matcher(Files.readString(Path.of("..", "README.md")));
    String compiled =
        Files.readString(
            Path.of("src/main/java/io/github/hastreaming/examples", "QuickStart.java"));

    assertThat(example.find()).isTrue();
    assertThat(compiled).containsIgnoringWhitespaces(example.group(1));
  }
}
