package io.github.hastreaming.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTest {

  @Test
  void noCharacterThatATerminalActsOnIsLeft() {
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      int type = Character.getType(c);
      boolean harmful =
          type == Character.CONTROL
              || type == Character.FORMAT
              || type == Character.SURROGATE
              || type == Character.LINE_SEPARATOR
              || type == Character.PARAGRAPH_SEPARATOR;
      String text = "a" + Character.toString(c) + "b";
      if (harmful) {
        assertThat(OneLine.of(text)).as("U+%04X", c).isEqualTo("a b");
      }
    }
  }

  @Test
  void readableTextStaysAsItIs() {
    assertThat(OneLine.of("Ação 北京 \uD83D\uDE00 <b> \"x\" \\ 100 %"))
        .isEqualTo("Ação 北京 \uD83D\uDE00 <b> \"x\" \\ 100 %");
  }

  @Test
  void aRunIsOneSpaceAndNoneAtTheEnds() {
    assertThat(OneLine.of("\r\n a\t\u0085\u2028 b\u202E\n")).isEqualTo("a b");
  }
}
