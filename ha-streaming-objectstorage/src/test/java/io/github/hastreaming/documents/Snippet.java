package io.github.hastreaming.documents;

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A piece of Java out of a document. It becomes the members of a class where it begins with an
 * annotation, else the body of a method; the class has what a reader's class would have.
 */
final class Snippet {

  /** For those that show no imports of their own. */
  private static final String USUAL_IMPORTS =
      """
      import static org.assertj.core.api.Assertions.assertThat;

      import com.oracle.bmc.*;
      import com.oracle.bmc.auth.*;
      import com.oracle.bmc.http.ClientConfigurator;
      import com.oracle.bmc.http.client.*;
      import com.oracle.bmc.streaming.Stream;
      import com.oracle.bmc.streaming.StreamClient;
      import com.oracle.bmc.streaming.model.Message;
      import com.oracle.bmc.streaming.requests.*;
      import com.oracle.bmc.streaming.responses.*;
      import io.github.hastreaming.*;
      import io.github.hastreaming.call.*;
      import io.github.hastreaming.event.*;
      import io.github.hastreaming.failover.*;
      import io.github.hastreaming.objectstorage.*;
      import io.github.hastreaming.resolver.*;
      import io.github.hastreaming.state.*;
      import io.github.hastreaming.target.*;
      import io.github.hastreaming.testkit.*;
      import java.io.File;
      import java.net.*;
      import java.nio.file.Path;
      import java.security.KeyStore;
      import java.time.Duration;
      import javax.net.ssl.*;
      import org.junit.jupiter.api.Test;
      import org.junit.jupiter.api.extension.RegisterExtension;
      """;

  private static final String GIVEN =
      """
      io.github.hastreaming.HaStreamClient client;
      io.github.hastreaming.target.StreamTarget primary;
      io.github.hastreaming.resolver.SecondaryResolver resolver;
      io.github.hastreaming.state.FailoverStateStore store;
      io.github.hastreaming.event.FailoverListener listener;
      com.oracle.bmc.auth.AbstractAuthenticationDetailsProvider credentials;
      com.oracle.bmc.streaming.requests.PutMessagesRequest request;
      javax.sql.DataSource dataSource;
      String streamOcid, streamEndpoint, secondaryOcid, secondaryEndpoint, compartmentId;
      char[] password;
      boolean running;
      String load() { return ""; }
      void store(String cursor) {}
      void process(com.oracle.bmc.streaming.model.Message message) {}
      void page(String text) {}
      void placeAnOrder() {}
      void askSomebody(java.util.List<?> entries) {}
      """;

  /** Spring is not on the class path: of its types, as much as a snippet shows. */
  private static final List<Source> SPRING =
      List.of(
          new Source(
              "org/springframework/context/annotation/Bean",
              """
              package org.springframework.context.annotation;
              public @interface Bean { String destroyMethod() default ""; }
              """),
          new Source(
              "com/oracle/cloud/spring/autoconfigure/core/CredentialsProvider",
              """
              package com.oracle.cloud.spring.autoconfigure.core;
              public interface CredentialsProvider {
                com.oracle.bmc.auth.BasicAuthenticationDetailsProvider getAuthenticationDetailsProvider();
              }
              """));

  private static final String SPRING_IMPORTS =
      """
      import com.oracle.cloud.spring.autoconfigure.core.CredentialsProvider;
      import org.springframework.context.annotation.Bean;
      """;

  private final String imports;
  private final String code;
  private final boolean isOfSpring;

  Snippet(String text) {
    this.imports = text.lines().filter(Snippet::isImport).collect(Collectors.joining("\n"));
    this.code =
        text.lines().filter(line -> !isImport(line)).collect(Collectors.joining("\n", "", "\n"));
    this.isOfSpring = text.contains("@Bean");
  }

  private static boolean isImport(String line) {
    return line.startsWith("import ");
  }

  /** What the compiler says of it; empty if it compiles. */
  String errors(Path directory) {
    List<Source> sources = new ArrayList<>();
    sources.add(new Source("Snippet", source()));
    if (isOfSpring) {
      sources.addAll(SPRING);
    }
    StringWriter errors = new StringWriter();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    boolean succeeded =
        compiler.getTask(errors, null, null, options(directory), null, sources).call();
    return succeeded ? "" : "does not compile:\n" + errors;
  }

  private static List<String> options(Path directory) {
    return List.of(
        "-proc:none",
        "-nowarn",
        "-d",
        directory.toString(),
        "-classpath",
        System.getProperty("java.class.path"));
  }

  private String source() {
    String used = imports.isEmpty() ? USUAL_IMPORTS : imports;
    String body =
        code.stripLeading().startsWith("@")
            ? code
            : "void snippet() throws Exception {\n" + code + "}\n";
    return used
        + "\n"
        + (isOfSpring ? SPRING_IMPORTS : "")
        + "class Snippet {\n"
        + GIVEN
        + body
        + "}\n";
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    private Source(String name, String text) {
      super(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
