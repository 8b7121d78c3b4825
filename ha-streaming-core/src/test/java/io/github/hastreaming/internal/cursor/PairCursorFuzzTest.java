package io.github.hastreaming.internal.cursor;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.oracle.bmc.model.BmcException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Timeout;

/** Whatever a caller hands in as a cursor of ours is read, and written the same, or is a 400. */
class PairCursorFuzzTest {

  @Timeout(value = 11, unit = TimeUnit.MINUTES)
  @FuzzTest(maxDuration = "10m")
  void isReadOrABadRequest(byte[] input) {
    readOrRefuse(new String(input, StandardCharsets.UTF_8));
    readOrRefuse(sealed(input));
  }

  private static void readOrRefuse(String text) {
    PairCursor read;
    try {
      read = CursorCodec.decode(text);
    } catch (BmcException e) {
      assertThat(e.getStatusCode()).isEqualTo(400);
      return;
    }
    String written = CursorCodec.encode(read);
    assertThat(CursorFields.of(CursorCodec.decode(written))).isEqualTo(CursorFields.of(read));
  }

  /** With its checksum: no fuzzer guesses that. */
  private static String sealed(byte[] fields) {
    CRC32 crc = new CRC32();
    crc.update(fields);
    byte[] sealed =
        ByteBuffer.allocate(fields.length + Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(fields)
            .putInt((int) crc.getValue())
            .array();
    return "ha1." + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
  }
}
