package io.github.hastreaming.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.bmc.streaming.model.CreateCursorDetails;
import com.oracle.bmc.streaming.requests.CreateCursorRequest;
import com.oracle.bmc.streaming.requests.GetMessagesRequest;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.support.CannedServer;
import io.github.hastreaming.support.CannedServer.Answer;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.testkit.TwoRegions;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Something between the application and the primary answers in its place, over HTTP. */
class ForeignAnswersTest {

  @RegisterExtension final TwoRegions regions = TwoRegions.create();
  private final CannedServer middlebox = new CannedServer(Answer.html(200));

  @AfterEach
  void closeTheMiddlebox() {
    middlebox.close();
  }

  static Stream<Answer> answers() {
    Stream<Answer> pages =
        IntStream.of(200, 201, 202, 301, 302, 307, 308, 400, 401, 403, 404, 407, 413, 429, 511)
            .mapToObj(Answer::html);
    Stream<Answer> others =
        Stream.of(
            new Answer(204, Map.of(), ""),
            new Answer(304, Map.of(), ""),
            Answer.json(200, "{}"),
            Answer.json(403, "{\"error\":\"blocked\"}"),
            Answer.json(404, "<html>"),
            new Answer(404, Map.of("Content-Type", "application/json"), ""));
    return Stream.concat(pages, others);
  }

  private HaStreamClientBuilder behindTheMiddlebox() {
    return HaStreamClient.builder()
        .primary(middlebox.target("sa-saopaulo-1", regions.primaryStreamOcid()))
        .secondaryResolver(SecondaryResolver.fixed(Pair.secondary(regions)));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void putsAndReadsAreHandedOver(Answer answer) {
    middlebox.answer(answer);
    try (HaStreamClient client = Pair.client(behindTheMiddlebox())) {
      client.putMessages(Pair.put(regions.primaryStreamOcid(), "a"));
      String cursor =
          client
              .createCursor(
                  CreateCursorRequest.builder()
                      .streamId(regions.primaryStreamOcid())
                      .createCursorDetails(
                          CreateCursorDetails.builder()
                              .partition("0")
                              .type(CreateCursorDetails.Type.TrimHorizon)
                              .build())
                      .build())
              .getCursor()
              .getValue();
      client.getMessages(
          GetMessagesRequest.builder()
              .streamId(regions.primaryStreamOcid())
              .cursor(cursor)
              .build());
    }
    assertThat(Pair.values(regions.secondary())).containsExactly("a");
  }

  @Test
  void whatAMiddleboxSaysDoesNotProveThatAPutWasNotStored() {
    middlebox.answer(Answer.html(403));
    try (HaStreamClient client = Pair.client(behindTheMiddlebox().writeReplay(WriteReplay.NEVER))) {
      assertThatThrownBy(() -> client.putMessages(Pair.put(regions.primaryStreamOcid(), "a")))
          .isInstanceOf(WriteOutcomeUnknownException.class);
    }
  }

  @Test
  void aProxyThatWantsToKnowWhoAsksPassedNothingOn() {
    middlebox.answer(Answer.html(407));
    try (HaStreamClient client =
        Pair.client(behindTheMiddlebox().writeReplay(WriteReplay.ONLY_IF_NOT_SENT))) {
      client.putMessages(Pair.put(regions.primaryStreamOcid(), "a"));
    }
    assertThat(Pair.values(regions.secondary())).containsExactly("a");
  }
}
