package io.github.hastreaming.support;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What is logged, by way of System.err, between its making and its closing. */
public final class CapturedLog implements AutoCloseable {

  private final PrintStream before = System.err;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  public CapturedLog() {
    OutputStream both =
        new OutputStream() {
          @Override
          public void write(int oneByte) {
            bytes.write(oneByte);
            before.write(oneByte);
          }
        };
    System.setErr(new PrintStream(both, true, StandardCharsets.UTF_8));
  }

  public String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** How many lines contain the words. */
  public long count(String words) {
    return text().lines().filter(line -> line.contains(words)).count();
  }

  @Override
  public void close() {
    System.setErr(before);
  }
}
