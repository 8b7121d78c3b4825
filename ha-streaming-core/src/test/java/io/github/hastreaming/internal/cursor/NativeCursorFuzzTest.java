package io.github.hastreaming.internal.cursor;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.oracle.bmc.model.BmcException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever a caller hands in as a cursor of the service's is understood, left alone, or a 400; what
 * is understood can be written as a cursor of ours.
 */
class NativeCursorFuzzTest {

  private static final String PRIMARY = "ocid1.stream.oc1.sa-saopaulo-1.aaaa";
  private static final long NOW = 1_700_000_000_000L;

  @Timeout(value = 11, unit = TimeUnit.MINUTES)
  @FuzzTest(maxDuration = "10m")
  void isUnderstoodOrLeftAloneOrABadRequest(byte[] input) {
    understandOrRefuse(new String(input, StandardCharsets.UTF_8));
    understandOrRefuse(Base64.getEncoder().encodeToString(input));
  }

  private static void understandOrRefuse(String nativeCursor) {
    PairCursor read;
    try {
      read = NativeCursorReader.read(nativeCursor, PRIMARY, NOW);
    } catch (BmcException e) {
      assertThat(e.getStatusCode()).isEqualTo(400);
      return;
    }
    if (read == null) {
      return;
    }
    assertThat(read.position(PRIMARY).nativeCursor()).isEqualTo(nativeCursor);
    if (read.start() instanceof CursorStart.OfGroup group && group.timeoutMillis() != null) {
      assertThat(group.timeoutMillis()).isNotNegative();
    }
    PairCursor written = CursorCodec.decode(CursorCodec.encode(read));
    assertThat(CursorFields.of(written)).isEqualTo(CursorFields.of(read));
  }
}
