package io.github.hastreaming.internal.event;

import io.github.hastreaming.internal.settings.Defaults;
import io.github.hastreaming.internal.text.OneLine;
import io.github.hastreaming.internal.time.TimeSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Keeps what happens again and again from filling the log. The first line about a subject is logged
 * at once; what follows within the interval is counted, and told at its end in one line with the
 * last of them. Thread-safe.
 */
public final class PacedLog {

  private final TimeSource time;
  private final Map<String, Repeats> subjects = new HashMap<>(); // Guarded by this.

  public PacedLog(TimeSource time) {
    this.time = time;
  }

  /**
   * Logs a text as one line, or counts it.
   *
   * @param subject what it is about; two of one subject within the interval are one too many
   * @param logger logs a line, at the level that the line deserves
   */
  public void log(String subject, Consumer<String> logger, String text) {
    String line = OneLine.of(text);
    synchronized (this) {
      Repeats repeats = subjects.get(subject);
      if (repeats != null) {
        repeats.add(logger, line);
        return;
      }
      subjects.put(subject, new Repeats());
    }
    endLater(subject);
    logger.accept(line);
  }

  private void endLater(String subject) {
    time.schedule(Defaults.LOG_INTERVAL, () -> time.execute(() -> intervalEnded(subject)));
  }

  private void intervalEnded(String subject) {
    Repeats past;
    synchronized (this) {
      past = subjects.remove(subject);
      if (past == null || past.count == 0) {
        return; // Quiet: the next line is a first one again.
      }
      subjects.put(subject, new Repeats());
    }
    endLater(subject);
    past.tell();
  }

  private static final class Repeats {

    private long count;
    private String lastLine = "";
    private Consumer<String> lastLogger = line -> {};

    private void add(Consumer<String> logger, String line) {
      count++;
      lastLine = line;
      lastLogger = logger;
    }

    private void tell() {
      lastLogger.accept(
          lastLine
              + " ("
              + (count == 1 ? "once more" : count + " times more")
              + " in the last "
              + Defaults.LOG_INTERVAL.toSeconds()
              + " s)");
    }
  }
}
