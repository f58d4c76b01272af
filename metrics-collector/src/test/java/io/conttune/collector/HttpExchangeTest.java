package io.conttune.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.conttune.core.FlinkUnavailableException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults of the JDK's HTTP client that no server can be made to provoke at will. */
class HttpExchangeTest {
  private static final Duration DEADLINE = Duration.ofMillis(200);
  private static final HttpRequest GET = request("GET");
  private static final HttpRequest POST = request("POST");

  private final HttpClient client = mock(HttpClient.class);
  private final HttpExchange exchange = new HttpExchange(() -> client);

  @Test
  void saysThatABodyBrokeOff() throws Exception {
    fail(new IOException("chunked transfer encoding, state: READING_LENGTH"));

    HttpExchange.Outcome outcome = exchange.run(GET, DEADLINE);

    assertThatThrownBy(outcome::reply)
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessage(
            "GET http://flink:8081/x broke off: chunked transfer encoding, state: READING_LENGTH");
    assertThat(outcome.mayBeRepeated()).isTrue();
    assertThat(outcome.urlIsUsable()).isFalse();
  }

  @Test
  void saysThatAPostWhoseAnswerBrokeOffMayHaveBeenCarriedOut() throws Exception {
    fail(new IOException("HTTP/1.1 header parser received no bytes"));

    HttpExchange.Outcome outcome = exchange.run(POST, DEADLINE);

    assertThatThrownBy(outcome::reply).hasMessageEndingWith("may have been carried out");
    assertThat(outcome.mayBeRepeated()).isFalse();
  }

  static List<IOException> faultsBeforeAnythingWasSent() {
    return List.of(
        new ConnectException("Connection refused"),
        new HttpConnectTimeoutException("HTTP connect timed out"));
  }

  @ParameterizedTest
  @MethodSource("faultsBeforeAnythingWasSent")
  void mayRepeatAPostThatWasNeverSent(IOException fault) throws Exception {
    fail(fault);

    HttpExchange.Outcome outcome = exchange.run(POST, DEADLINE);

    assertThat(outcome.mayBeRepeated()).isTrue();
    assertThatThrownBy(outcome::reply).hasMessageContaining("found no connection");
  }

  @Test
  void repeatsNoPostAfterAHandshakeThatTheOtherSideEnded() throws Exception {
    fail(new SSLHandshakeException("Received fatal alert: certificate_required"));

    HttpExchange.Outcome outcome = exchange.run(POST, DEADLINE);

    assertThat(outcome.mayBeRepeated()).isFalse();
    assertThatThrownBy(outcome::reply).hasMessageContaining("key store");
  }

  /** As after a jar of the running service was replaced. */
  static List<Throwable> errorsOfThisProcess() {
    Error missing = new NoClassDefFoundError("io/conttune/collector/BoundedBody");
    return List.of(missing, new IOException("the reader died", missing));
  }

  @ParameterizedTest
  @MethodSource("errorsOfThisProcess")
  void takesAnErrorOfThisProcessForNoFaultOfFlink(Throwable failure) {
    fail(failure);

    assertThatThrownBy(() -> exchange.run(GET, DEADLINE)).isInstanceOf(NoClassDefFoundError.class);
  }

  /** Hidden in the text of the whole body, it would leave no error body of Flink. */
  @Test
  void readsFlinksErrorThoughASecretIsAWordOfItsForm() throws Exception {
    answer(404, Map.of(), "{\"errors\":[\"no errors here\"]}");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://flink:8081/x")).header("X-Key", "errors").build();

    FlinkReply reply = exchange.run(request, DEADLINE).reply();

    assertThatThrownBy(reply::orThrow).hasMessageContaining("no *** here");
  }

  /** What is decided by Flink's words is decided before a secret is hidden in them. */
  @Test
  void understandsFlinksErrorThoughASecretIsAWordOfIt() throws Exception {
    answer(404, Map.of(), "{\"errors\":[\"Could not find Flink job (1)\"]}");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://flink:8081/x")).header("X-Key", "job").build();

    FlinkReply reply = exchange.run(request, DEADLINE).reply();

    assertThat(reply)
        .isInstanceOfSatisfying(
            FlinkReply.Refused.class,
            refused -> {
              assertThat(refused.saysJobNotFound("1")).isTrue();
              assertThat(refused.reason()).isEqualTo("status 404: Could not find Flink *** (1)");
              assertThat(refused.toString()).doesNotContain("job");
            });
  }

  @Test
  void namesAFaultWithoutAMessage() throws Exception {
    fail(new IOException());

    assertThatThrownBy(exchange.run(GET, DEADLINE)::reply)
        .hasMessage("GET http://flink:8081/x broke off: IOException");
  }

  @Test
  void escapesTheMessageOfAFault() throws Exception {
    fail(new IOException("Invalid status line: \"\u001b[2J\n\""));

    assertThatThrownBy(exchange.run(GET, DEADLINE)::reply)
        .hasMessage("GET http://flink:8081/x broke off: Invalid status line: \"\\u001b[2J \"");
  }

  @Test
  void cancelsAnExchangeThatIsOverdue() throws Exception {
    CompletableFuture<HttpResponse<byte[]>> never = new CompletableFuture<>();
    answerWith(never);

    HttpExchange.Outcome outcome = exchange.run(POST, DEADLINE);

    assertThat(never).isCancelled();
    assertThatThrownBy(outcome::reply)
        .hasMessageContaining("was not answered in full within 200 ms")
        .hasMessageEndingWith("may have been carried out");
  }

  @Test
  void cancelsTheExchangeOfAnInterruptedThreadAndLeavesItsFlag() {
    CompletableFuture<HttpResponse<byte[]>> never = new CompletableFuture<>();
    answerWith(never);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> exchange.run(GET, DEADLINE))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessage("GET http://flink:8081/x was interrupted");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(never).isCancelled();
  }

  @Test
  void believesTheBodyAndNotItsHeaders() throws Exception {
    answer(200, Map.of("Content-Type", List.of("text/html")), "{\"jobs\":[]}");

    assertThat(exchange.run(GET, DEADLINE).reply().orThrow().body().path("jobs").isArray())
        .isTrue();
  }

  @Test
  void countsAPageThatClaimsToBeJsonAsNoReply() throws Exception {
    answer(200, Map.of("Content-Type", List.of("application/json")), "<html>Please sign in</html>");

    assertThatThrownBy(exchange.run(GET, DEADLINE)::reply)
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("answered 200, but not with whole JSON")
        .hasMessageContaining("Please sign in");
  }

  @Test
  void refusesARedirectToNowhere() throws Exception {
    answer(302, Map.of("Location", List.of("::not a uri\u001b::")), "");

    assertThatThrownBy(exchange.run(GET, DEADLINE)::reply)
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("a redirect to host ::not a uri\\u001b::, which is not followed");
  }

  @Test
  void sendsNothingWithoutItsCertificates() throws Exception {
    HttpExchange without =
        new HttpExchange(
            () -> {
              throw new IOException("the file of certificates ca.p12 cannot be read");
            });

    HttpExchange.Outcome outcome = without.run(POST, DEADLINE);

    assertThat(outcome.mayBeRepeated()).isTrue();
    assertThatThrownBy(outcome::reply)
        .hasMessage(
            "POST http://flink:8081/x was not sent: the file of certificates ca.p12 cannot be"
                + " read");
  }

  private void fail(Throwable fault) {
    answerWith(CompletableFuture.failedFuture(fault));
  }

  private void answer(int status, Map<String, List<String>> headers, String body) {
    @SuppressWarnings("unchecked")
    HttpResponse<byte[]> response = mock(HttpResponse.class);
    when(response.statusCode()).thenReturn(status);
    when(response.headers()).thenReturn(HttpHeaders.of(headers, (name, value) -> true));
    when(response.body()).thenReturn(body.getBytes(StandardCharsets.UTF_8));
    answerWith(CompletableFuture.completedFuture(response));
  }

  private void answerWith(CompletableFuture<HttpResponse<byte[]>> future) {
    when(client.<byte[]>sendAsync(any(HttpRequest.class), any())).thenReturn(future);
  }

  private static HttpRequest request(String method) {
    return HttpRequest.newBuilder(URI.create("http://flink:8081/x"))
        .method(method, HttpRequest.BodyPublishers.noBody())
        .build();
  }
}
