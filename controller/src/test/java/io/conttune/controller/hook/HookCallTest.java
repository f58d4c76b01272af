package io.conttune.controller.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.conttune.controller.config.Secret;
import io.conttune.controller.post.JsonPost;
import io.conttune.controller.post.PostClient;
import io.conttune.core.time.SteadyClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that answer, or do not: a server over real HTTP, and real commands. */
final class HookCallTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);

  /** Two processes that only a signal can end which they cannot ignore. */
  private static final String STUBBORN =
      """
      trap '' INT TERM HUP
      sleep 600 &
      echo $$ $! > pids.new
      mv pids.new pids
      wait
      sleep 600
      """;

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private int status = 200;

  @TempDir private Path directory;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/plan",
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
    server.createContext("/silent", this::waitForTheEnd);
    server.createContext(
        "/stalled",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          waitForTheEnd(exchange);
        });
    server.createContext(
        "/endless",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          while (released.getCount() > 0) {
            exchange.getResponseBody().write(new byte[1000]);
          }
        });
    server.start();
  }

  private void waitForTheEnd(HttpExchange exchange) {
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  @AfterEach
  void stop() {
    released.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private HttpHookCall call(String path) {
    String url = "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path);
    return new HttpHookCall(
        new JsonPost(
            new Secret("${env:HOOK}", () -> url),
            Map.of("X-Token", new Secret("${env:TOKEN}", () -> "planted")),
            new PostClient()));
  }

  private static CommandHookCall command(String... command) {
    return new CommandHookCall(List.of(command), SteadyClock.system());
  }

  /** A command that ends by itself in ten minutes, and writes down its processes. */
  private CommandHookCall stubborn() {
    return command("sh", "-c", "cd '%s'\n%s".formatted(directory, STUBBORN));
  }

  /** The two processes of it. */
  private List<ProcessHandle> processes() throws IOException {
    Path pids = directory.resolve("pids");
    await().atMost(PATIENCE).until(() -> Files.exists(pids));
    List<ProcessHandle> running = new ArrayList<>();
    for (String pid : Files.readString(pids).trim().split(" ", -1)) {
      ProcessHandle.of(Long.parseLong(pid)).ifPresent(running::add);
    }
    return running;
  }

  @Test
  void aServerIsSentTheQuestionWithTheHeaders() throws Exception {
    assertThat(call("/plan").answer("the question", PATIENCE)).isEqualTo("the reply");
    assertThat(asked).containsExactly("planted the question");
  }

  @Test
  void anotherStatusIsNoAnswerAndNoRedirectIsFollowed() {
    status = 302;

    assertThatThrownBy(() -> call("/plan").answer("the question", PATIENCE))
        .isInstanceOf(IOException.class)
        .hasMessage("the answer has the status 302");
    assertThat(asked).hasSize(1);
  }

  @Test
  void aServerThatSaysNothingHasNotAnsweredInTime() {
    assertThatThrownBy(() -> call("/silent").answer("", SHORT))
        .isInstanceOf(IOException.class)
        .hasMessage("no answer within 0.3 s");
  }

  @Test
  void aServerThatStallsInItsAnswerHasNotAnsweredInTime() {
    assertThatThrownBy(() -> call("/stalled").answer("", SHORT))
        .isInstanceOf(IOException.class)
        .hasMessage("no answer within 0.3 s");
  }

  @Test
  void ofAServerThatDoesNotStopToAnswerOnlyTheBeginIsRead() {
    assertThatThrownBy(() -> call("/endless").answer("", PATIENCE))
        .isInstanceOf(UnclearAnswerException.class)
        .hasMessage("the answer has more than 65536 bytes");
  }

  @Test
  void aCommandReadsTheQuestionAndWritesTheAnswer() throws Exception {
    assertThat(command("cat").answer("the question", PATIENCE)).isEqualTo("the question");
  }

  @Test
  void aCommandMayAnswerWithoutReading() throws Exception {
    assertThat(command("echo", "the reply").answer("x".repeat(1_000_000), PATIENCE))
        .isEqualTo("the reply\n");
  }

  @Test
  void aCommandThatFailsHasNotAnswered() {
    assertThatThrownBy(() -> command("sh", "-c", "echo reply; exit 3").answer("", PATIENCE))
        .isInstanceOf(IOException.class)
        .hasMessage("the command has ended with exit code 3");
  }

  @Test
  void aCommandThatDoesNotStopToAnswerIsKilled() throws Exception {
    CommandHookCall endless =
        command("sh", "-c", "cd '%s'; echo $$ $$ > pids; exec yes".formatted(directory));

    assertThatThrownBy(() -> endless.answer("", PATIENCE))
        .isInstanceOf(UnclearAnswerException.class)
        .hasMessage("the answer has more than 65536 bytes");

    await().atMost(PATIENCE).until(() -> processes().stream().noneMatch(ProcessHandle::isAlive));
  }

  /** It reads nothing either, and the question is larger than what waits unread. */
  @Test
  void aCommandThatIgnoresSignalsIsKilledAfterTheTimeout() throws Exception {
    CommandHookCall call = stubborn();

    assertThatThrownBy(() -> call.answer("x".repeat(1_000_000), Duration.ofSeconds(1)))
        .isInstanceOf(IOException.class)
        .hasMessage("no answer within 1.0 s");

    await().atMost(PATIENCE).until(() -> processes().stream().noneMatch(ProcessHandle::isAlive));
    await().atMost(PATIENCE).until(() -> !HookFixture.isAlive("plan-hook-question"));
  }

  @Test
  void aCommandThatIgnoresSignalsIsKilledWhenNobodyWaitsForItAnyMore() throws Exception {
    CommandHookCall call = stubborn();
    FutureTask<String> waiting = new FutureTask<>(() -> call.answer("", PATIENCE));
    Thread thread = new Thread(waiting, "waiting");
    thread.start();
    List<ProcessHandle> processes = processes();
    assertThat(processes).hasSize(2).allMatch(ProcessHandle::isAlive);

    waiting.cancel(true);
    thread.join(PATIENCE.toMillis());

    assertThat(thread.isAlive()).isFalse();
    await().atMost(PATIENCE).until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
  }

  /** What it leaves behind holds its output open. */
  @Test
  void aCommandThatHasEndedHasAnsweredWhateverItLeavesBehind() throws Exception {
    String left = command("sh", "-c", "sleep 600 & echo $!").answer("", PATIENCE).trim();

    assertThat(ProcessHandle.of(Long.parseLong(left)).orElseThrow().destroyForcibly()).isTrue();
  }
}
