package io.github.hastreaming.internal.text;

import java.util.regex.Pattern;

/**
 * Text from elsewhere, such as a file's value, a server's code or an operator's reason, as one line
 * that does nothing to a terminal or a log but be read.
 */
public final class OneLine {

  // Cc: C0, DEL and C1, whose U+009B begins commands of a terminal. Cf: bidirectional controls and
  // what else has no width. Z: blanks, the line and the paragraph separator. Cs: half a pair.
  private static final Pattern HARMFUL = Pattern.compile("[\\s\\p{Z}\\p{Cc}\\p{Cf}\\p{Cs}]+");

  private OneLine() {}

  /** The text with one space for each run of white space, control and format characters. */
  public static String of(String text) {
    return HARMFUL.matcher(text).replaceAll(" ").strip();
  }
}
