package io.github.hastreaming.internal.cursor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.bmc.model.BmcException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorCodecTest {

  private static final long SEED = 20261121;
  private static final String PRIMARY =
      "ocid1.stream.oc1.sa-saopaulo-1.amaaaaaaqqqqqqyabcdefghijklmnopqrstuvwxyz234567abcdef";
  private static final String SECONDARY =
      "ocid1.stream.oc1.sa-vinhedo-1.amaaaaaaqqqqqqyabcdefghijklmnopqrstuvwxyz234567uvwxyz";

  private static final String FROZEN =
      "ha1.ARtvY2lkMS5zdHJlYW0ub2MxLnJlZ2lvbi0xLmEAATMAgNCV_7wx6NeV_7wxAAEFC25vdCBiYXNlLTY0AAEBM1RSG2Cv0w";

  private static PairCursor groupCursor() {
    PairCursor cursor =
        new PairCursor(
            PRIMARY,
            new CursorStart.OfGroup(
                "orders", "instance-1", 30_000, false, StartType.LATEST, null, true),
            1_700_000_000_000L,
            SECONDARY);
    cursor.lastSweep(1_700_000_005_000L);
    cursor.originOcid(SECONDARY);
    StreamPosition primary = cursor.position(PRIMARY);
    primary.nativeCursor(nativeCursor(PRIMARY));
    primary.markAsked();
    primary.returned("0", 41);
    primary.committed("0", 40);
    primary.commitDeferredSince(1_700_000_004_000L);
    StreamPosition secondary = cursor.position(SECONDARY);
    secondary.nativeCursor(nativeCursor(SECONDARY));
    secondary.markAbsent();
    secondary.mustRejoin(true);
    secondary.returned("0", 5);
    secondary.committed("0", 5);
    return cursor;
  }

  private static String nativeCursor(String ocid) {
    String json =
        "{\"cursorType\":\"group\",\"streamId\":\""
            + ocid
            + "\",\"expiration\":1700000300000,\"groupName\":\"orders\",\"instanceName\":\"i\","
            + "\"offsets\":{\"0\":41},\"commitOnGet\":false,\"generation\":3,\"timeoutInMs\":30000}";
    return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aShortCursorMayHaveFlagsAboveItsLength() {
    CursorStart start =
        new CursorStart.OfGroup("g", "m", null, true, StartType.TRIM_HORIZON, null, true);
    PairCursor cursor = new PairCursor("o", start, 1, "o");

    assertThat(CursorCodec.decode(CursorCodec.encode(cursor)).start()).isEqualTo(start);
  }

  @Test
  void keepsEveryFieldOfAGroupCursor() {
    PairCursor read = CursorCodec.decode(CursorCodec.encode(groupCursor()));

    assertThat(read.primaryOcid()).isEqualTo(PRIMARY);
    assertThat(read.start()).isEqualTo(groupCursor().start());
    assertThat(read.startedAt()).isEqualTo(1_700_000_000_000L);
    assertThat(read.lastSweep()).isEqualTo(1_700_000_005_000L);
    assertThat(read.currentOcid()).isEqualTo(SECONDARY);
    assertThat(read.originOcid()).isEqualTo(SECONDARY);
    StreamPosition primary = read.position(PRIMARY);
    assertThat(primary.nativeCursor()).isEqualTo(nativeCursor(PRIMARY));
    assertThat(primary.isAsked()).isTrue();
    assertThat(primary.returned("0")).isEqualTo(41);
    assertThat(primary.isCommitDue()).isTrue();
    assertThat(primary.commitDeferredSince()).isEqualTo(1_700_000_004_000L);
    assertThat(primary.isAbsent()).isFalse();
    assertThat(primary.mustRejoin()).isFalse();
    assertThat(read.position(SECONDARY).isAbsent()).isTrue();
    assertThat(read.position(SECONDARY).mustRejoin()).isTrue();
    assertThat(read.position(SECONDARY).isAsked()).isFalse();
    assertThat(read.position(SECONDARY).isCommitDue()).isFalse();
  }

  /** Base64 that no encoder writes so, among others. */
  @ParameterizedTest
  @ValueSource(
      strings = {"", "QQ==", "QQ", "QR==", "QUI=", "QUJ=", "QUJD", "QUJDQR==", "a-b_", "="})
  void givesEveryNativeCursorBackAsItWas(String text) {
    PairCursor cursor = groupCursor();
    cursor.position(PRIMARY).nativeCursor(text);

    PairCursor read = CursorCodec.decode(CursorCodec.encode(cursor));

    assertThat(CursorCodec.decode(CursorCodec.encode(read)).position(PRIMARY).nativeCursor())
        .isEqualTo(text);
    assertThat(read.position(PRIMARY).nativeCursor()).isEqualTo(text);
  }

  @Test
  void writesAgainWhatItReadForAnyCursor() {
    Random random = new Random(SEED);
    for (int i = 0; i < 2_000; i++) {
      String text = CursorCodec.encode(randomCursor(random));
      assertThat(CursorCodec.encode(CursorCodec.decode(text)))
          .as("cursor %d of seed %d", i, SEED)
          .isEqualTo(text);
    }
  }

  private static PairCursor randomCursor(Random random) {
    CursorStart start =
        random.nextBoolean()
            ? new CursorStart.OfPartition(
                Integer.toString(random.nextInt(50)),
                StartType.ofCode(random.nextInt(5)),
                randomLong(random),
                randomLong(random))
            : new CursorStart.OfGroup(
                "group-" + random.nextInt(),
                "ïnstance " + random.nextInt(),
                random.nextBoolean() ? null : Integer.valueOf(random.nextInt()),
                random.nextBoolean() ? null : Boolean.valueOf(random.nextBoolean()),
                StartType.ofCode(random.nextInt(3)),
                randomLong(random),
                random.nextBoolean());
    PairCursor cursor =
        new PairCursor(
            PRIMARY, start, random.nextLong() >>> 1, random.nextBoolean() ? PRIMARY : SECONDARY);
    cursor.lastSweep(random.nextLong() >>> 1);
    for (int stream = random.nextInt(4); stream > 0; stream--) {
      StreamPosition position = cursor.position(SECONDARY + stream);
      position.nativeCursor(random.nextBoolean() ? null : nativeCursor("x" + random.nextInt()));
      position.returned(Integer.toString(random.nextInt(9)), random.nextLong() >>> 1);
    }
    return cursor;
  }

  private static @Nullable Long randomLong(Random random) {
    return random.nextBoolean() ? null : Long.valueOf(random.nextLong());
  }

  @Test
  void isSafeInUrlsAndNotMuchLongerThanTheServicesOwn() {
    String text = CursorCodec.encode(groupCursor());

    assertThat(text).matches("[A-Za-z0-9._-]+");
    assertThat(text.length())
        .isLessThan(nativeCursor(PRIMARY).length() + nativeCursor(SECONDARY).length() + 400);
  }

  /** A cursor that was stored by version 1 must go on forever: never change this string. */
  @Test
  void readsACursorThatVersion1Wrote() {
    PairCursor read = CursorCodec.decode(FROZEN);

    assertThat(read.start())
        .isEqualTo(new CursorStart.OfPartition("3", StartType.TRIM_HORIZON, null, null));
    assertThat(read.position("ocid1.stream.oc1.region-1.a").returned("3")).isEqualTo(42);
    assertThat(read.position("ocid1.stream.oc1.region-1.a").nativeCursor())
        .isEqualTo("not base-64");
  }

  @Test
  void aDamagedCursorIsABadRequest() {
    String text = CursorCodec.encode(groupCursor());
    Random random = new Random(SEED);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder damaged = new StringBuilder(text);
      int at = 4 + random.nextInt(text.length() - 4);
      if (random.nextBoolean()) {
        damaged.setLength(at);
      } else {
        damaged.setCharAt(at, damaged.charAt(at) == 'A' ? 'B' : 'A');
      }
      assertBadRequest(damaged.toString(), "damaged");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ha1.", "ha1.AAAA", "ha1.%%%", "ha1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
  void whatIsNoCursorIsABadRequest(String text) {
    assertBadRequest(text, "damaged");
  }

  @Test
  void aCursorWithMoreThanItsFieldsIsABadRequest() {
    byte[] sealed = Base64.getUrlDecoder().decode(CursorCodec.encode(groupCursor()).substring(4));
    byte[] longer = Arrays.copyOf(sealed, sealed.length + 1);
    Checksum.write(longer);

    assertBadRequest("ha1." + Base64.getUrlEncoder().encodeToString(longer), "damaged");
  }

  @Test
  void aLaterVersionsCursorSaysSo() {
    assertThat(CursorCodec.isPairCursor("ha2.abc")).isTrue();
    assertBadRequest("ha2.abc", "later version");
  }

  @Test
  void anOversizedCursorIsRefusedBeforeItIsDecoded() {
    assertBadRequest("ha1." + "A".repeat(2_000_000), "longer");
  }

  private static void assertBadRequest(String text, String reason) {
    assertThatThrownBy(() -> CursorCodec.decode(text))
        .isInstanceOfSatisfying(
            BmcException.class,
            e -> {
              assertThat(e.getStatusCode()).isEqualTo(400);
              assertThat(e.getServiceCode()).isEqualTo("InvalidParameter");
              assertThat(e.getMessage()).contains("The cursor is invalid").contains(reason);
              assertThat(e.getMessage()).doesNotContain(text);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ha", "ha1", "ha.x", "hax.y", "eyJjdXJzb3JUeXBlIjoicGFydGl0aW9uIn0=", "x"})
  void otherStringsAreTheServicesOwn(String text) {
    assertThat(CursorCodec.isPairCursor(text)).isFalse();
  }
}
