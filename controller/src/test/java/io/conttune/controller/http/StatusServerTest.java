package io.conttune.controller.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.core.SettableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusServerTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final ListedEvents feed = new ListedEvents(clock);
  private StatusServer server;

  @BeforeEach
  void start() throws IOException {
    server = start(Tokens.NONE);
  }

  private StatusServer start(Tokens tokens) throws IOException {
    return StatusServer.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        List.of(
            Route.open("/alive", request -> Reply.line(200, "alive")),
            Route.view("/fine", request -> Reply.line(200, "fine ∑")),
            Route.view("/jobs/{job}", request -> Reply.line(200, told(request))),
            Route.act(Method.POST, "/jobs/{job}/pause", request -> Reply.line(200, told(request))),
            Route.stream("/events", feed),
            Route.view(
                "/odd",
                request -> {
                  throw new IllegalStateException("odd");
                })),
        tokens,
        events::add,
        clock);
  }

  private static String told(Request request) {
    return "%s %s %s %s"
        .formatted(
            request.parameter("job"),
            request.queried("limit").orElse("-"),
            request.body(),
            request.role());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> send(String method, String path)
      throws IOException, InterruptedException {
    return send(method, path, "", Map.of());
  }

  private HttpResponse<String> send(
      String method, String path, String body, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.url().resolve(path))
            .timeout(Duration.ofSeconds(20))
            .method(method, BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private static void assertProblem(HttpResponse<String> reply, int status, String code)
      throws IOException {
    JsonNode problem = new ObjectMapper().readTree(reply.body());
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(status);
    assertThat(reply.headers().firstValue("Content-Type")).contains(Problem.CONTENT_TYPE);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("code").asText()).isEqualTo(code);
    assertThat(problem.path("title").asText()).isNotBlank();
    assertThat(problem.path("detail").asText()).isNotBlank();
  }

  @Test
  void answersFromTheHandlerOfThePath() throws Exception {
    HttpResponse<String> fine = send("GET", "/fine?verbose");

    assertThat(fine.statusCode()).isEqualTo(200);
    assertThat(fine.body()).isEqualTo("fine ∑\n");
    assertThat(fine.headers().firstValue("Content-Type")).contains(Reply.PLAIN);
  }

  @Test
  void answersHeadWithoutABody() throws Exception {
    HttpResponse<String> fine = send("HEAD", "/fine");

    assertThat(fine.statusCode()).isEqualTo(200);
    assertThat(fine.body()).isEmpty();
  }

  @Test
  void namesThePagesToWhoeverAsksForAnotherOne() throws Exception {
    HttpResponse<String> unknown = send("GET", "/fines");

    assertProblem(unknown, 404, "no-such-page");
    assertThat(unknown.body()).contains("\"/fine\",\"/jobs/{job}\"");
  }

  @Test
  void refusesOtherMethods() throws Exception {
    HttpResponse<String> refused = send("POST", "/fine");

    assertProblem(refused, 405, "method-not-allowed");
    assertThat(refused.headers().firstValue("Allow")).contains("GET, HEAD");
  }

  @Test
  void logsADefectAndGoesOn() throws Exception {
    HttpResponse<String> failed = send("GET", "/odd");

    assertProblem(failed, 500, "defect");
    assertThat(failed.body()).doesNotContain("IllegalState");
    assertThat(events).extracting(Event::name).containsExactly(EventName.HTTP_REQUEST_FAILED);
    assertThat(send("GET", "/fine").statusCode()).isEqualTo(200);
  }

  @Test
  void givesTheHandlerWhatStandsInThePathTheQueryAndTheBody() throws Exception {
    HttpResponse<String> read = send("GET", "/jobs/a%2Fb%20c+d?limit=3&limit=5");
    HttpResponse<String> acted =
        send(
            "POST",
            "/jobs/x/pause",
            "{\"for\":\"2h\"}",
            Map.of("Content-Type", "application/json"));

    assertThat(read.body()).isEqualTo("a/b c+d 5  OPERATE\n");
    assertThat(acted.body()).isEqualTo("x - {\"for\":\"2h\"} OPERATE\n");
  }

  @Test
  void refusesABodyThatIsTooLong() throws Exception {
    String longest = "\"" + "x".repeat(RequestReader.LONGEST_BODY - 2) + "\"";
    Map<String, String> json = Map.of("Content-Type", "application/json; charset=utf-8");

    assertThat(send("POST", "/jobs/x/pause", longest, json).statusCode()).isEqualTo(200);
    assertProblem(send("POST", "/jobs/x/pause", longest + " ", json), 413, "body-too-long");
  }

  @Test
  void refusesABodyThatIsNotSaidToBeJson() throws Exception {
    Map<String, String> form = Map.of("Content-Type", "application/x-www-form-urlencoded");

    assertProblem(send("POST", "/jobs/x/pause", "a=b", form), 415, "body-no-json");
  }

  @Test
  void refusesAPathThatIsTooLong() throws Exception {
    assertProblem(
        send("GET", "/fine?" + "x".repeat(RequestReader.LONGEST_TARGET)), 414, "target-too-long");
  }

  @Test
  void refusesAClientThatAsksTooOftenAndLetsItInLater() throws Exception {
    for (int number = 0; number < 100; number++) {
      assertThat(send("GET", "/fine").statusCode()).isEqualTo(200);
    }

    HttpResponse<String> refused = send("GET", "/fine");

    assertProblem(refused, 429, "too-many-requests");
    assertThat(refused.headers().firstValue("Retry-After")).contains("1");
    assertThat(send("GET", "/alive").statusCode()).isEqualTo(200);
    clock.advance(Duration.ofSeconds(1));
    assertThat(send("GET", "/fine").statusCode()).isEqualTo(200);
  }

  @Test
  void refusesTheWebPageOfAnother() throws Exception {
    String own = server.url().toString();

    assertThat(send("GET", "/fine", "", Map.of("Origin", own)).statusCode()).isEqualTo(200);
    assertProblem(
        send("POST", "/jobs/x/pause", "", Map.of("Origin", "http://evil.example")),
        403,
        "origin-foreign");
  }

  /** A name that an attacker points at this machine, so that the browser takes him for it. */
  @Test
  void refusesARequestThatTakesThisMachineForAnother() throws Exception {
    assertThat(rawReplyTo("GET /fine HTTP/1.1\r\nHost: evil.example:8090\r\n"))
        .startsWith("HTTP/1.1 403 ")
        .contains("host-unknown");
    assertThat(rawReplyTo("GET /fine HTTP/1.1\r\nHost: LOCALHOST\r\n")).startsWith("HTTP/1.1 200 ");
  }

  private String rawReplyTo(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.url().getPort())) {
      socket
          .getOutputStream()
          .write((request + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void tokensSayWhatACallerMayDo() throws Exception {
    server.close();
    server = start(new Tokens(Map.of(Role.VIEW, () -> "see", Role.OPERATE, () -> "do")));

    assertThat(send("GET", "/alive").statusCode()).isEqualTo(200);
    HttpResponse<String> anonymous = send("GET", "/fine");
    assertProblem(anonymous, 401, "token-missing");
    assertThat(anonymous.headers().firstValue("WWW-Authenticate")).isPresent();
    assertProblem(send("GET", "/fine", "", bearer("")), 401, "token-missing");
    assertProblem(send("GET", "/fine", "", bearer("seen")), 401, "token-wrong");
    assertThat(send("GET", "/jobs/x", "", bearer("see")).body()).contains("VIEW");
    assertThat(send("GET", "/jobs/x", "", bearer("do")).body()).contains("OPERATE");
    assertProblem(send("POST", "/jobs/x/pause", "", bearer("see")), 403, "role-too-small");
    assertThat(send("POST", "/jobs/x/pause", "", bearer("do")).statusCode()).isEqualTo(200);
  }

  @Test
  void guessingTokensIsSlow() throws Exception {
    server.close();
    server = start(new Tokens(Map.of(Role.VIEW, () -> "see")));
    for (int guess = 0; guess < 10; guess++) {
      assertProblem(send("GET", "/fine", "", bearer("guess" + guess)), 401, "token-wrong");
    }

    assertProblem(send("GET", "/fine", "", bearer("see")), 429, "too-many-requests");
    clock.advance(Duration.ofSeconds(5));
    assertThat(send("GET", "/fine", "", bearer("see")).statusCode()).isEqualTo(200);
  }

  @Test
  void whoGoesOnWithAnOldTokenLocksNobodyElseOut() throws Exception {
    server.close();
    server = start(new Tokens(Map.of(Role.VIEW, () -> "see")));
    for (int poll = 0; poll < 20; poll++) {
      assertProblem(send("GET", "/fine", "", bearer("old")), 401, "token-wrong");
    }

    assertThat(send("GET", "/fine", "", bearer("see")).statusCode()).isEqualTo(200);
  }

  @Test
  void aTokenThatCannotBeReadAnyMoreLetsNobodyIn() throws Exception {
    server.close();
    server =
        start(
            new Tokens(
                Map.of(
                    Role.VIEW,
                    () -> {
                      throw new UncheckedIOException(new IOException("gone"));
                    })));

    assertProblem(send("GET", "/fine", "", bearer("see")), 503, "token-unreadable");
  }

  @Test
  void withoutTokensAnAddressOfOtherMachinesAnswersProbesOnly() throws Exception {
    Admission reachable = new Admission(Tokens.NONE, false, clock);
    Admission.Sender sender =
        new Admission.Sender(
            InetAddress.getLoopbackAddress(),
            Optional.empty(),
            Optional.of("127.0.0.1"),
            Optional.empty());

    assertThatThrownBy(() -> reachable.admit(sender, Role.VIEW))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> assertThat(refused.problem().code()).isEqualTo("tokens-missing"));
  }

  private static Map<String, String> bearer(String token) {
    return Map.of("Authorization", "Bearer " + token);
  }

  @Test
  void streamsEventsFromTheOneThatTheClientHasGotLast() throws Exception {
    feed.add("hold", "{\"job\":\"a\"}");
    feed.add("decision", "two\nlines");

    HttpResponse<String> stream = send("GET", "/events", "", Map.of("Last-Event-ID", "1"));

    assertThat(stream.headers().firstValue("Content-Type")).contains("text/event-stream");
    assertThat(stream.body())
        .isEqualTo("retry: 1000\n\nid: 2\nevent: decision\ndata: two\ndata: lines\n\n");
  }

  @Test
  void aClientWithAnIdOfAnotherServiceGetsWhatHappensNext() throws Exception {
    feed.add("hold", "{}");
    feed.addOnWait("decision", "{}");

    HttpResponse<String> stream = send("GET", "/events", "", Map.of("Last-Event-ID", "7"));

    assertThat(stream.body()).isEqualTo("retry: 1000\n\nid: 2\nevent: decision\ndata: {}\n\n");
  }

  @Test
  void aStreamBeginsWithWhatHappensNext() throws Exception {
    feed.add("hold", "{}");

    assertThat(send("GET", "/events").body()).isEqualTo("retry: 1000\n\n");
  }

  @Test
  void someSilentClientsDoNotKeepOthersFromAnAnswer() throws Exception {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int number = 0; number < 6; number++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.url().getPort());
        silent.add(socket);
        socket.getOutputStream().write("GET /fi".getBytes(StandardCharsets.US_ASCII));
      }

      assertThat(send("GET", "/fine").statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }
}
