package io.conttune.controller.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.conttune.controller.config.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Programs that answer: a server over real HTTP, and real commands. */
final class HookCallTest {
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private int status = 200;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(
              exchange.getRequestHeaders().getFirst("X-Token")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] reply = "the reply".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.sendResponseHeaders(status, reply.length);
          exchange.getResponseBody().write(reply);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private HttpHookCall call() {
    String url = "http://127.0.0.1:%d/plan".formatted(server.getAddress().getPort());
    return new HttpHookCall(
        new Secret("${env:HOOK}", () -> url),
        Map.of("X-Token", new Secret("${env:TOKEN}", () -> "planted")));
  }

  @Test
  void aServerIsSentTheQuestionWithTheHeaders() throws Exception {
    assertThat(call().answer("the question")).isEqualTo("the reply");
    assertThat(asked).containsExactly("planted the question");
  }

  @Test
  void anotherStatusIsNoAnswerAndNoRedirectIsFollowed() {
    status = 302;

    assertThatThrownBy(() -> call().answer("the question"))
        .isInstanceOf(IOException.class)
        .hasMessage("the answer has the status 302");
    assertThat(asked).hasSize(1);
  }

  @Test
  void aCommandReadsTheQuestionAndWritesTheAnswer() throws Exception {
    assertThat(new CommandHookCall(List.of("cat")).answer("the question"))
        .isEqualTo("the question");
  }

  @Test
  void aCommandMayAnswerWithoutReading() throws Exception {
    assertThat(new CommandHookCall(List.of("echo", "the reply")).answer("x".repeat(1_000_000)))
        .isEqualTo("the reply\n");
  }

  @Test
  void aCommandThatFailsHasNotAnswered() {
    CommandHookCall failing = new CommandHookCall(List.of("sh", "-c", "echo reply; exit 3"));

    assertThatThrownBy(() -> failing.answer(""))
        .isInstanceOf(IOException.class)
        .hasMessage("the command has ended with exit code 3");
  }

  @Test
  void aCommandThatDoesNotStopToAnswerIsKilled() {
    CommandHookCall endless = new CommandHookCall(List.of("sh", "-c", "yes"));

    assertThatThrownBy(() -> endless.answer(""))
        .isInstanceOf(IOException.class)
        .hasMessage("the answer has more than 65536 bytes");
  }
}
