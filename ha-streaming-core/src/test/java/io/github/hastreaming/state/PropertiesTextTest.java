package io.github.hastreaming.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PropertiesTextTest {

  private static final String AWKWARD = " \t\n\r\f\\=:#!'\"$`%&äé€\u0000\u007f\ud83d\ude00ab";

  @Test
  void anythingComesBackUnchangedWhetherReadAsLatin1OrAsUtf8() throws IOException {
    long seed = 20261121;
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      Map<String, String> values = new TreeMap<>();
      for (int i = random.nextInt(5); i >= 0; i--) {
        values.put("k" + awkward(random), awkward(random));
      }
      byte[] text = PropertiesText.format("comment", values);
      Properties asUtf8 = new Properties();
      asUtf8.load(new StringReader(new String(text, StandardCharsets.UTF_8)));

      assertThat(PropertiesText.parse(text)).as("seed %d", seed).isEqualTo(values);
      assertThat(new TreeMap<Object, Object>(asUtf8)).isEqualTo(values);
    }
  }

  private static String awkward(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.append(AWKWARD.charAt(random.nextInt(AWKWARD.length())));
    }
    return text.toString();
  }
}
