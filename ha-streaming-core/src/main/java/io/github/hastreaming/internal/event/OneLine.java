package io.github.hastreaming.internal.event;

import java.util.regex.Pattern;

/** Text from elsewhere, such as a database's message or an operator's reason, as one line. */
public final class OneLine {

  private static final Pattern BREAKS =
      Pattern.compile("[\\s\\p{Cntrl}\\x{85}\\x{2028}\\x{2029}]+");

  private OneLine() {}

  /** The text with one space for each run of white space, line breaks and control characters. */
  public static String of(String text) {
    return BREAKS.matcher(text).replaceAll(" ").strip();
  }
}
