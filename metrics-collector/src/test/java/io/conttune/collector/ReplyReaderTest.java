package io.conttune.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.JobGraph;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of others than Flink, as they really word them, and replies without measure. */
class ReplyReaderTest {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final String JOB = "/jobs/0123456789abcdef0123456789abcdef";
  private static final String NGINX =
      """
      <html>
      <head><title>%s</title></head>
      <body>
      <center><h1>%s</h1></center>
      <hr><center>nginx/1.24.0</center>
      </body>
      </html>
      """;

  private final FakeFlink flink = new FakeFlink();
  private final FakeFlink standby = new FakeFlink();

  @AfterEach
  void close() {
    flink.close();
    standby.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404 | 404 page not found",
        "404 | {\"message\":\"no Route matched with those values\"}",
        "404 | {\"timestamp\":\"2026-11-26T12:00:00Z\",\"status\":404,\"error\":\"Not Found\"}",
        "404 | {\"errors\":[]}",
        "404 | {\"errors\":[{\"status\":\"404\",\"title\":\"Not Found\"}]}",
        "404 | {\"errors\":\"Not Found\"}",
        "429 | Too Many Requests",
        "500 | Internal Server Error",
        "502 | Bad Gateway",
        "503 | no healthy upstream",
        "504 | upstream request timeout",
        "418 | I'm a teapot",
      })
  void countsWhatAProxyAnswersAsNoReply(int status, String body) {
    flink.answer(JOB, status, body);

    assertThatThrownBy(() -> client().ask(JOB))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("GET " + flink.uri() + JOB + " answered " + status)
        .hasMessageContaining("does not come from Flink: " + body);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 407})
  void saysThatCredentialsAreWanted(int status) {
    flink.answer(JOB, status, NGINX.formatted("Authorization Required", "Authorization Required"));

    assertThatThrownBy(() -> client().ask(JOB))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("answered " + status)
        .hasMessageContaining("credentials")
        .hasMessageEndingWith(": a page with the title \"Authorization Required\"");
  }

  @Test
  void countsAnErrorPageAsNoReply() {
    flink.answer(JOB, 404, NGINX.formatted("404 Not Found", "404 Not Found"));

    assertThatThrownBy(() -> client().ask(JOB))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining(": a page with the title \"404 Not Found\"")
        .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("\n", "\r"));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 404, 500, 503})
  void countsAnEmptyBodyAsNoReply(int status) {
    flink.answer(JOB, status, "");

    assertThatThrownBy(() -> client().ask(JOB))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("answered " + status)
        .hasMessageContaining("empty");
  }

  @ParameterizedTest
  @CsvSource({
    "<!DOCTYPE html><title>Sign in</title>, a page with the title \"Sign in\"",
    "ok, ok",
    "\"ok\", \"ok\"",
    "true, true",
    "null, null"
  })
  void countsASuccessThatIsNotAnObjectOrListAsNoReply(String body, String told) {
    flink.answer(JOB, 200, body);

    assertThatThrownBy(() -> client().send("PATCH", JOB, Optional.empty()))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("answered 200")
        .hasMessageContaining(told);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 502, 503, 504})
  void countsFlinksOwnNoDecisionAsNoReply(int status) {
    String election =
        "Service temporarily unavailable due to an ongoing leader election. Please refresh.";
    flink.answer(JOB, status, "{\"errors\":[\"" + election + "\"]}");

    assertThatThrownBy(() -> client().ask(JOB))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessage("GET %s%s answered %d: %s".formatted(flink.uri(), JOB, status, election));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.12.7", "1.20.5", "2.3.0"})
  void readsTheErrorsOfFlinkItself(String version) throws Exception {
    JsonNode recorded = Recording.errors(version);
    assertThat(recorded).isNotEmpty();

    for (JsonNode error : recorded) {
      String path = error.path("path").textValue();
      flink.answer(path, error.path("status").intValue(), error.path("body").toString());

      String method = error.path("method").textValue();
      FlinkReply reply = client().send(method, path, Optional.empty());

      List<String> errors = new ArrayList<>();
      error.path("body").path("errors").forEach(text -> errors.add(text.textValue()));
      assertThat(reply)
          .isEqualTo(
              new FlinkReply.Refused(
                  error.path("status").intValue(), errors, method, flink.uri().resolve(path)));
    }
  }

  @Test
  void asksTheNextUrlWhenTheFirstOneIsNotFlink() throws Exception {
    flink.answer(JOB, 404, "404 page not found");
    standby.answer(JOB, "{\"jid\":\"x\"}");
    FlinkRest client = new FlinkRest(List.of(flink.uri(), standby.uri()), DEADLINE);

    assertThat(client.get(JOB).path("jid").textValue()).isEqualTo("x");
  }

  @Test
  void neverRepeatsAPostThatSomebodyElseAnswered() {
    flink.answer("/jobs/1/stop", 404, "404 page not found");
    standby.answer("/jobs/1/stop", "{\"request-id\":\"x\"}");
    FlinkRest client = new FlinkRest(List.of(flink.uri(), standby.uri()), DEADLINE);

    assertThatThrownBy(() -> client.send("POST", "/jobs/1/stop", Optional.empty()))
        .isInstanceOf(FlinkUnavailableException.class);

    assertThat(standby.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsNoRedirect(int status) {
    standby.answer("/jars/1/run", "{\"jobid\":\"x\"}");
    flink.answer(
        "/jars/1/run",
        exchange -> {
          exchange.getResponseHeaders().add("Location", standby.uri() + "/jars/1/run?token=abc");
          exchange.sendResponseHeaders(status, -1);
        });

    assertThatThrownBy(() -> client().send("POST", "/jars/1/run", Optional.empty()))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("POST " + flink.uri() + "/jars/1/run answered " + status)
        .hasMessageContaining("a redirect to host 127.0.0.1")
        .hasMessageNotContaining("token");

    assertThat(standby.requests()).isEmpty();
  }

  @Test
  void escapesWhatATerminalWouldObey() {
    flink.answer(JOB, 404, "\u001b[2Jgone\u0007");

    assertThatThrownBy(() -> client().ask(JOB))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("\\u001b[2Jgone\\u0007");
  }

  @Test
  void givesUpABodyWithoutEnd() {
    CountDownLatch givenUp = new CountDownLatch(1);
    flink.answer(JOB, exchange -> writeUntilClosed(exchange, new byte[1 << 16], givenUp));

    assertThatThrownBy(() -> client().ask(JOB))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessage("GET %s%s was answered with more than is read: 16 MiB", flink.uri(), JOB);

    assertThat(arrives(givenUp)).isTrue();
  }

  @Test
  void readsNothingOfABodyThatIsAnnouncedTooLarge() {
    CountDownLatch asked = new CountDownLatch(1);
    flink.answer(
        JOB,
        exchange -> {
          exchange.sendResponseHeaders(200, 120_000_000);
          asked.countDown();
        });

    assertThatThrownBy(() -> client().ask(JOB))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("more than is read: 16 MiB");
    assertThat(arrives(asked)).isTrue();
  }

  @Test
  void givesUpABodyThatDripsWhenTheDeadlineIsOver() {
    CountDownLatch givenUp = new CountDownLatch(1);
    flink.answer(
        JOB,
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          drip(exchange, givenUp);
        });
    FlinkRest client = new FlinkRest(List.of(flink.uri()), Duration.ofMillis(700));
    long begun = System.nanoTime();

    assertThatThrownBy(() -> client.ask(JOB))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("GET " + flink.uri() + JOB + " was not answered in full within 700");

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    assertThat(arrives(givenUp)).as("the connection is closed").isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 404})
  void refusesJsonThatIsNestedTooDeep(int status) {
    flink.answer(JOB, status, "{\"errors\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}");

    assertThatThrownBy(() -> client().ask(JOB))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("answered " + status);
  }

  @Test
  void refusesJsonOfVeryManySmallValues() {
    flink.answer(JOB, 200, "[" + "[],".repeat(1_500_000) + "[]]");

    assertThatThrownBy(() -> client().ask(JOB))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("at most 64 levels and 1000000 names and values");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.12.7", "1.20.5", "2.3.0"})
  void readsAJobOf1500VerticesWithLongDescriptions(String version) throws Exception {
    ObjectNode job = large(Recording.of(version), 1500, "x".repeat(4000));
    flink.answer(JOB, job.toString());

    JobGraph graph = JobGraphReader.read(client(), JOB.substring("/jobs/".length()));

    assertThat(graph.vertices()).hasSize(1500);
    assertThat(job.toString().length()).isGreaterThan(6_500_000);
  }

  /** The recorded job with its vertices again and again under other ids. */
  private static ObjectNode large(Recording recording, int vertices, String description) {
    ObjectNode job = recording.job();
    JsonNode vertex = job.path("vertices").path(0).deepCopy();
    ArrayNode all = job.putArray("vertices");
    ArrayNode nodes = ((ObjectNode) job.path("plan")).putArray("nodes");
    for (int i = 0; i < vertices; i++) {
      String id = "%032x".formatted(i);
      all.add(((ObjectNode) vertex.deepCopy()).put("id", id));
      nodes.addObject().put("id", id).put("parallelism", 2).put("description", description);
    }
    return job;
  }

  private static void writeUntilClosed(HttpExchange exchange, byte[] chunk, CountDownLatch closed)
      throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      while (true) {
        out.write(chunk);
      }
    } finally {
      closed.countDown();
    }
  }

  /** A byte each 20 ms, so that no pause is ever long. */
  private void drip(HttpExchange exchange, CountDownLatch closed) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      while (!flink.closesWithin(Duration.ofMillis(20))) {
        out.write(" ".getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } finally {
      closed.countDown();
    }
  }

  private static boolean arrives(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private FlinkRest client() {
    return new FlinkRest(List.of(flink.uri()), DEADLINE);
  }
}
