package io.github.hastreaming.testkit;

import static com.oracle.bmc.streaming.model.CreateCursorDetails.Type.TrimHorizon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.streaming.requests.GetMessagesRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MiddleboxTest {
  private static final String PORTAL = "http://portal.invalid/login?why=none";

  @RegisterExtension private final EmulatedRegion region = new EmulatedRegion(1);
  @RegisterExtension private final EmulatedRegion other = new EmulatedRegion(1);

  @ParameterizedTest
  @ValueSource(ints = {200, 202, 302, 400, 403, 407, 500, 511})
  void answersHtmlWithAnyStatus(int status) throws Exception {
    FaultHandle middlebox = region.emulator().inject(Fault.html(status));

    HttpResponse<String> answer = ask();

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
    assertThat(answer.headers().firstValue("opc-request-id")).isEmpty();
    assertThat(answer.headers().firstValue("location")).isEmpty();
    assertThat(answer.body()).contains("<html>");
    assertThat(middlebox.hits()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 302, 307, 403, 407, 511})
  void thePlainSdkFailsOnHtmlAndNothingIsStored(int status) {
    region.emulator().inject(Fault.html(status));

    assertThatThrownBy(() -> region.put("a")).isInstanceOf(BmcException.class);

    assertThat(region.emulator().messages()).isEmpty();
  }

  @Test
  void aProxyThatWantsAPasswordSaysSo() throws Exception {
    region.emulator().inject(Fault.html(407, "<html>who are you?</html>"));

    HttpResponse<String> answer = ask();

    assertThat(answer.headers().firstValue("proxy-authenticate")).isPresent();
    assertThat(answer.body()).isEqualTo("<html>who are you?</html>");
    BmcException error = catchThrowableOfType(BmcException.class, () -> region.put("a"));
    assertThat(error.getStatusCode()).isEqualTo(407);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectsToAGivenUrl(int status) throws Exception {
    region.emulator().inject(Fault.redirect(status, PORTAL));

    HttpResponse<String> answer = ask();

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("location")).hasValue(PORTAL);
    assertThat(answer.headers().firstValue("opc-request-id")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void thePlainSdkFollowsARedirectedReadToAnotherRegion(int status) {
    other.put("theirs");
    String cursor = other.cursor(TrimHorizon);
    other.emulator().clearRequests();
    region.emulator().inject(Fault.redirectTo(status, other.emulator().endpoint()));

    assertThat(
            EmulatedRegion.values(
                region
                    .client()
                    .getMessages(
                        GetMessagesRequest.builder()
                            .streamId(other.streamOcid())
                            .cursor(cursor)
                            .build())))
        .containsExactly("theirs");
    assertThat(other.emulator().requests())
        .extracting(RecordedRequest::operation)
        .containsExactly("getMessages");
  }

  @Test
  void aRedirectedPutIsNotStored() {
    region
        .emulator()
        .inject(
            Fault.redirect(308, other.emulator().endpoint())
                .on(StreamingOperation.PUT_MESSAGES)
                .times(1));

    assertThatThrownBy(() -> region.put("a")).isInstanceOf(BmcException.class);
    assertThat(region.emulator().messages()).isEmpty();
    region.put("b");
  }

  @Test
  void refusesAnswersThatMakeNoSense() {
    assertThatIllegalArgumentException().isThrownBy(() -> Fault.html(304));
    assertThatIllegalArgumentException().isThrownBy(() -> Fault.html(100));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fault.redirect(304, PORTAL))
        .withMessageContaining("304");
    assertThatIllegalArgumentException().isThrownBy(() -> Fault.redirect(302, "/login"));
    assertThatIllegalArgumentException().isThrownBy(() -> Fault.redirect(302, "http://a\r\nb: c"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fault.redirectTo(302, PORTAL))
        .withMessageContaining("path");
  }

  private HttpResponse<String> ask() throws Exception {
    String path = "/20180418/streams/" + region.streamOcid() + "/groups/group";
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(region.emulator().endpoint() + path)).build(),
            BodyHandlers.ofString());
  }
}
