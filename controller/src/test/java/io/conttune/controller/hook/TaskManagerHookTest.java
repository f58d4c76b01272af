package io.conttune.controller.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.conttune.controller.config.Secret;
import io.conttune.controller.config.TaskManagerHookConfig;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.controller.service.status.ToldJob;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that are told of a cluster of 4 TaskManagers with 16 slots, of which 20 are needed. */
final class TaskManagerHookTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final URI FLINK = URI.create("http://127.0.0.1:8081/");
  private static final String TWENTY =
      "{\"cluster\":\"main\",\"flink\":\"http://127.0.0.1:8081/\",\"taskManagers\":4,"
          + "\"needed\":5,\"slotsPerTaskManager\":4,\"slots\":16,\"neededSlots\":20}";

  private final ToldJob job = new ToldJob();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final List<Event> events = new CopyOnWriteArrayList<>();

  @TempDir private Path directory;

  @Test
  void aServerIsToldTheNumberOnce() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/scale",
        exchange -> {
          told.add(
              exchange.getRequestHeaders().getFirst("X-Token")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    try (TaskManagerHooks hooks = hooks()) {
      job.wanted(14, Outcome.REFUSED);
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/scale";
      hooks.take(
          Map.of(
              "main",
              config(
                  Optional.of(new Secret(url, () -> url)),
                  Map.of("X-Token", new Secret("${env:TOKEN}", () -> "planted")),
                  List.of())));

      await().atMost(PATIENCE).until(() -> names().contains(EventName.TASK_MANAGERS_TOLD));
      assertThat(told).containsExactly("planted " + TWENTY);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aCommandIsToldTheNumberAndAnotherOneAfterAChangeOfItsSettings() throws Exception {
    job.wanted(14, Outcome.REFUSED);
    try (TaskManagerHooks hooks = hooks()) {
      hooks.take(Map.of("main", config(command("first"))));
      await().atMost(PATIENCE).until(() -> Files.exists(directory.resolve("first")));

      hooks.take(Map.of("main", config(command("second"))));

      await().atMost(PATIENCE).until(() -> Files.exists(directory.resolve("second")));
    }

    assertThat(directory.resolve("first")).hasContent(TWENTY);
    assertThat(directory.resolve("second")).hasContent(TWENTY);
    assertThat(HookFixture.isAlive("task-managers-main")).isFalse();
  }

  @Test
  void whatFailsIsToldAgainAfterPausesThatGrowAndLoggedOnce() throws Exception {
    job.wanted(14, Outcome.REFUSED);
    Duration begin = job.clock.elapsed();
    List<Long> tries = new ArrayList<>();
    TaskManagerHook hook =
        hook(
            (document, timeout) -> {
              tries.add(job.clock.elapsed().minus(begin).toSeconds());
              if (tries.size() < 4) {
                throw new IOException("the answer has the status 503");
              }
              return "";
            });

    for (int second = 0; second < 60; second++) {
      hook.look();
      job.clock.advance(Duration.ofSeconds(1));
    }

    assertThat(tries).containsExactly(0L, 5L, 15L, 35L);
    assertThat(names())
        .containsExactly(EventName.TASK_MANAGERS_UNTOLD, EventName.TASK_MANAGERS_TOLD);
    assertThat(events.get(0).fields())
        .containsEntry("cluster", "main")
        .containsEntry("reason", "the answer has the status 503");
  }

  @Test
  void nothingIsToldOfAnotherCluster() throws Exception {
    job.wanted(14, Outcome.REFUSED);
    TaskManagerHook hook =
        new TaskManagerHook(
            "main",
            new TaskManagerHookConfig(
                URI.create("http://127.0.0.1:8082"),
                Optional.empty(),
                Map.of(),
                List.of("true"),
                PATIENCE,
                Duration.ZERO),
            job.board::jobs,
            (document, timeout) -> {
              throw new AssertionError("told " + document);
            },
            events::add,
            job.clock);

    hook.look();

    assertThat(names()).isEmpty();
  }

  private TaskManagerHook hook(HookCall call) {
    return new TaskManagerHook(
        "main", config(List.of("true")), job.board::jobs, call, events::add, job.clock);
  }

  private TaskManagerHooks hooks() {
    return new TaskManagerHooks(job.board::jobs, events::add, job.clock, LOOK);
  }

  /** Writes what it is told to this file, whole or not at all. */
  private List<String> command(String file) {
    return List.of(
        "sh", "-c", "cat > \"$0.new\" && mv \"$0.new\" \"$0\"", directory.resolve(file).toString());
  }

  private static TaskManagerHookConfig config(List<String> command) {
    return config(Optional.empty(), Map.of(), command);
  }

  private static TaskManagerHookConfig config(
      Optional<Secret> url, Map<String, Secret> headers, List<String> command) {
    return new TaskManagerHookConfig(
        FLINK, url, headers, command, PATIENCE, Duration.ofMinutes(15));
  }

  private List<EventName> names() {
    return events.stream().map(Event::name).toList();
  }
}
