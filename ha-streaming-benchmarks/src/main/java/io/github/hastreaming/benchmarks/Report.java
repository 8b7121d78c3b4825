package io.github.hastreaming.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** What was measured, as tables in Markdown: told at once, and kept for the file of results. */
final class Report {

  private static final String COMMAND =
      "mvn -q -B -Dbenchmark=all -pl ha-streaming-benchmarks -am process-classes";

  private final StringBuilder text = new StringBuilder();
  private final double loadBefore =
      ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();

  /**
   * Begins a section.
   *
   * @param how what was done, in a sentence or two
   */
  void section(String title, String how) {
    println("\n## " + title + "\n\n" + how);
  }

  /** Begins a table. */
  void table(String... columns) {
    println("\n| " + String.join(" | ", columns) + " |");
    println("|---".repeat(columns.length) + "|");
  }

  void row(String... cells) {
    println("| " + String.join(" | ", cells) + " |");
  }

  private void println(String line) {
    System.out.println(line);
    text.append(line).append('\n');
  }

  /** Writes what there is, headed by the day, the command and the machine. */
  void writeTo(Path file) throws IOException {
    String head =
        String.format(
            Locale.ROOT,
            """
            # Results

            %s, `%s`: %d processors, %s %s, JDK %s (%s); the machine's load was %.1f before.
            """,
            LocalDate.now(ZoneOffset.UTC),
            COMMAND,
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            System.getProperty("java.version"),
            System.getProperty("java.vm.vendor"),
            loadBefore);
    Files.writeString(file, head + text);
  }
}
