package io.github.hastreaming.internal.event;

import io.github.hastreaming.internal.settings.Defaults;
import io.github.hastreaming.internal.text.OneLine;
import io.github.hastreaming.internal.time.TimeSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Keeps what happens again and again from filling the log. The first line about a subject is logged
 * at once; what follows within the interval is counted, and told at its end in one line with the
 * last of them, or before something new begins. Thread-safe.
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
      begin(subject);
    }
    logger.accept(line);
  }

  /**
   * What comes now is about something new: the first line about each subject is logged at once
   * again. What was counted until now is told before.
   */
  public void beginEpisode() {
    List<Repeats> past;
    synchronized (this) {
      past = subjects.values().stream().filter(repeats -> repeats.count > 0).toList();
      subjects.clear();
    }
    past.forEach(Repeats::tell);
  }

  private void begin(String subject) {
    Repeats begun = new Repeats();
    subjects.put(subject, begun);
    time.schedule(Defaults.LOG_INTERVAL, () -> time.execute(() -> intervalEnded(subject, begun)));
  }

  private void intervalEnded(String subject, Repeats past) {
    synchronized (this) {
      boolean isCurrent = subjects.remove(subject, past);
      if (!isCurrent || past.count == 0) {
        return; // Of an earlier episode; or quiet: the next line is a first one again.
      }
      begin(subject);
    }
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
              + " within "
              + Defaults.LOG_INTERVAL.toSeconds()
              + " s)");
    }
  }
}
