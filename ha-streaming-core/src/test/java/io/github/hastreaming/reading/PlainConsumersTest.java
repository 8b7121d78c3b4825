package io.github.hastreaming.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.StreamClient;
import com.oracle.bmc.streaming.model.CreateCursorDetails;
import com.oracle.bmc.streaming.model.CreateGroupCursorDetails;
import com.oracle.bmc.streaming.model.Message;
import com.oracle.bmc.streaming.requests.CreateCursorRequest;
import com.oracle.bmc.streaming.requests.CreateGroupCursorRequest;
import com.oracle.bmc.streaming.requests.GetMessagesRequest;
import com.oracle.bmc.streaming.responses.GetMessagesResponse;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.testkit.TwoRegions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Consumers written against the SDK's {@code Stream} get the same from both clients. */
class PlainConsumersTest {

  @RegisterExtension final TwoRegions regions = TwoRegions.create().partitions(2);

  enum Application {
    PARTITION_LOOP {
      @Override
      List<String> run(Stream client, String stream) {
        return readAll(
            client, stream, partitionCursor(client, stream, CreateCursorDetails.Type.TrimHorizon));
      }
    },
    GROUP_LOOP {
      @Override
      List<String> run(Stream client, String stream) {
        CreateGroupCursorDetails details =
            CreateGroupCursorDetails.builder()
                .groupName("a-group")
                .instanceName("an-instance")
                .type(CreateGroupCursorDetails.Type.TrimHorizon)
                .commitOnGet(true)
                .build();
        CreateGroupCursorRequest request =
            CreateGroupCursorRequest.builder()
                .streamId(stream)
                .createGroupCursorDetails(details)
                .build();
        return readAll(client, stream, client.createGroupCursor(request).getCursor().getValue());
      }
    },
    REPLAY_OF_THE_LAST_HOUR {
      @Override
      List<String> run(Stream client, String stream) {
        return readAll(
            client, stream, partitionCursor(client, stream, CreateCursorDetails.Type.AtTime));
      }
    };

    /** Each message as its partition, offset and value. */
    abstract List<String> run(Stream client, String stream);

    static String partitionCursor(Stream client, String stream, CreateCursorDetails.Type type) {
      CreateCursorDetails.Builder details = CreateCursorDetails.builder().partition("1").type(type);
      if (type == CreateCursorDetails.Type.AtTime) {
        details.time(Date.from(Instant.now().minus(1, ChronoUnit.HOURS)));
      }
      CreateCursorRequest request =
          CreateCursorRequest.builder()
              .streamId(stream)
              .createCursorDetails(details.build())
              .build();
      return client.createCursor(request).getCursor().getValue();
    }

    static List<String> readAll(Stream client, String stream, String first) {
      List<String> got = new ArrayList<>();
      String cursor = first;
      while (true) {
        GetMessagesResponse response =
            client.getMessages(
                GetMessagesRequest.builder().streamId(stream).cursor(cursor).limit(3).build());
        if (response.getItems().isEmpty()) {
          return got;
        }
        for (Message message : response.getItems()) {
          String value = new String(message.getValue(), StandardCharsets.UTF_8);
          got.add(message.getPartition() + "/" + message.getOffset() + " " + value);
        }
        cursor = response.getOpcNextCursor();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Application.class)
  void getTheSame(Application application) throws Exception {
    String stream = regions.primaryStreamOcid();
    // The group is read once by each client, so each has a stream of its own.
    String twin = regions.primary().createStream("twin", 2);
    for (int i = 0; i < 20; i++) {
      Pair.putDirectly(regions.primary(), stream, "m" + i);
      Pair.putDirectly(regions.primary(), twin, "m" + i);
    }
    List<String> plain;
    try (StreamClient client =
        StreamClient.builder().endpoint(regions.primary().endpoint()).build(Pair.credentials())) {
      plain = application.run(client, twin);
    }
    try (HaStreamClient client = Pair.client(Pair.builder(regions))) {
      assertThat(plain).isNotEmpty();
      assertThat(application.run(client, stream)).containsExactlyElementsOf(plain);
    }
  }
}
