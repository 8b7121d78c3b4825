package io.github.hastreaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/networking.md shows compiles as it stands, in a method that has what it is given. */
class NetworkingPageTest {

  private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  private static final String IMPORTS =
      """
      import com.oracle.bmc.*;
      import com.oracle.bmc.auth.*;
      import com.oracle.bmc.http.ClientConfigurator;
      import com.oracle.bmc.http.client.*;
      import io.github.hastreaming.*;
      import io.github.hastreaming.resolver.*;
      import io.github.hastreaming.target.*;
      import java.io.File;
      import java.net.*;
      import java.security.KeyStore;
      import javax.net.ssl.*;
      """;

  private static final Map<String, String> GIVEN = new LinkedHashMap<>();

  static {
    GIVEN.put("primary", "StreamTarget");
    GIVEN.put("resolver", "SecondaryResolver");
    GIVEN.put("credentials", "AbstractAuthenticationDetailsProvider");
    GIVEN.put("password", "char[]");
    GIVEN.put("compartmentId", "String");
  }

  @TempDir Path directory;

  @Test
  void itsSnippetsCompile() throws IOException {
    Matcher snippet = SNIPPET.matcher(Files.readString(Path.of("..", "docs", "networking.md")));
    StringBuilder methods = new StringBuilder();
    int count = 0;
    while (snippet.find()) {
      methods.append(method("snippet" + count++, snippet.group(1)));
    }

    assertThat(count).isPositive();
    assertThat(errorsOf(IMPORTS + "class Snippets {\n" + methods + "}\n")).isEmpty();
  }

  private static String method(String name, String body) {
    List<String> parameters =
        GIVEN.entrySet().stream()
            .filter(given -> !body.contains(" " + given.getKey() + " ="))
            .map(given -> given.getValue() + " " + given.getKey())
            .toList();
    return "void %s(%s) throws Exception {\n%s}\n"
        .formatted(name, String.join(", ", parameters), body);
  }

  private String errorsOf(String source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter errors = new StringWriter();
    compiler
        .getTask(
            errors,
            null,
            null,
            List.of(
                "-proc:none",
                "-d",
                directory.toString(),
                "-classpath",
                System.getProperty("java.class.path")),
            null,
            List.of(new InMemorySource(source)))
        .call();
    return errors.toString();
  }

  private static final class InMemorySource extends SimpleJavaFileObject {

    private final String text;

    private InMemorySource(String text) {
      super(URI.create("string:///Snippets.java"), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
