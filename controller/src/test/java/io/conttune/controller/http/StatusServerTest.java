package io.conttune.controller.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import java.io.IOException;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusServerTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private StatusServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        StatusServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Map.of(
                "/fine",
                () -> Reply.line(200, "fine ∑"),
                "/odd",
                () -> {
                  throw new IllegalStateException("odd");
                }),
            events::add);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> send(String method, String path)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(server.url().resolve(path))
            .timeout(Duration.ofSeconds(20))
            .method(method, BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString(StandardCharsets.UTF_8));
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

    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("/fine, /odd");
  }

  @Test
  void refusesOtherMethods() throws Exception {
    HttpResponse<String> refused = send("POST", "/fine");

    assertThat(refused.statusCode()).isEqualTo(405);
    assertThat(refused.headers().firstValue("Allow")).contains("GET, HEAD");
  }

  @Test
  void logsADefectAndGoesOn() throws Exception {
    HttpResponse<String> failed = send("GET", "/odd");

    assertThat(failed.statusCode()).isEqualTo(500);
    assertThat(failed.body()).doesNotContain("IllegalState");
    assertThat(events).extracting(Event::name).containsExactly(EventName.HTTP_REQUEST_FAILED);
    assertThat(send("GET", "/fine").statusCode()).isEqualTo(200);
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
