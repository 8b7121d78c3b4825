package io.github.hastreaming.testkit;

import static com.oracle.bmc.streaming.model.CreateCursorDetails.Type.AfterOffset;
import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.bmc.streaming.model.CreateCursorDetails;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SparseOffsetsTest {
  @RegisterExtension
  private final EmulatedRegion region =
      new EmulatedRegion(1, options -> options.sparseOffsets(true));

  @Test
  void offsetsGrowWithGaps() {
    IntStream.range(0, 50).forEach(number -> region.put("value-" + number));

    List<Long> offsets = region.emulator().messages().stream().map(StoredMessage::offset).toList();

    assertThat(offsets).isSorted().doesNotHaveDuplicates().hasSize(50);
    assertThat(offsets.get(49)).isGreaterThan(49);
  }

  @Test
  void readingGoesOnAcrossAGap() {
    IntStream.range(0, 10).forEach(number -> region.put("value-" + number));
    long third = region.emulator().messages().get(2).offset();

    List<String> rest =
        region.read(
            region.cursor(
                CreateCursorDetails.builder().partition("0").type(AfterOffset).offset(third)));

    assertThat(rest).hasSize(7).startsWith("value-3");
  }
}
