package io.conttune.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.conttune.core.FlinkUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkRestTest {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(300);

  private final FakeFlink flink = new FakeFlink();
  private final FakeFlink standby = new FakeFlink();

  @AfterEach
  void close() {
    flink.close();
    standby.close();
  }

  @Test
  void readsJsonAsUtf8() throws Exception {
    flink.answer("/overview", "{\"name\":\"Wörter → 語\"}");

    JsonNode body = client(DEADLINE, flink.uri()).get("/overview");

    assertThat(body.path("name").textValue()).isEqualTo("Wörter → 語");
  }

  @Test
  void keepsThePathOfABaseUrl() throws Exception {
    flink.answer("/proxy/flink/overview", "{\"a\":1}");

    JsonNode body = client(DEADLINE, flink.uri().resolve("/proxy/flink/")).get("/overview");

    assertThat(body.path("a").intValue()).isEqualTo(1);
  }

  @Test
  void goesOnAtTheNextUrlWhenAConnectionIsRefusedAndStaysThere() throws Exception {
    flink.answer("/overview", "{\"a\":1}");
    URI dead = closedPort();
    FlinkRest client = client(DEADLINE, dead, flink.uri());

    client.get("/overview");
    FlinkReply second = client.fetch("/overview");

    assertThat(second.origin()).isEqualTo("GET " + flink.uri() + "/overview");
    assertThat(flink.requests()).hasSize(2);
    assertThat(client.failures()).isEqualTo(1);
  }

  @Test
  void comesBackToTheFirstUrlWhenTheSecondDies() throws Exception {
    flink.answer("/overview", "{\"a\":1}");
    standby.answer("/overview", "{\"a\":2}");
    FlinkRest client = client(DEADLINE, flink.uri(), standby.uri());

    flink.answer("/overview", 503, "{\"errors\":[\"ongoing leader election\"]}");
    int fromStandby = client.get("/overview").path("a").intValue();
    flink.answer("/overview", "{\"a\":1}");
    standby.close();
    int fromFirst = client.get("/overview").path("a").intValue();

    assertThat(fromStandby).isEqualTo(2);
    assertThat(fromFirst).isEqualTo(1);
  }

  @Test
  void namesMethodAndUrlWhenNoUrlCanBeReached() throws Exception {
    URI dead = closedPort();

    FlinkRest client = client(DEADLINE, dead);

    assertThatThrownBy(() -> client.get("/overview"))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("GET " + dead + "/overview")
        .hasMessageContaining("no connection");
    assertThat(client.failures()).isEqualTo(1);
  }

  @Test
  void endsAtTheDeadlineWhenNothingIsAnswered() {
    flink.hang("/overview");

    assertThatThrownBy(() -> client(SHORT, flink.uri()).get("/overview"))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("GET " + flink.uri() + "/overview")
        .hasMessageContaining("within 300 ms");
  }

  @Test
  void endsAtTheDeadlineWhenTheBodyHangs() {
    flink.hangInBody("/overview", "{\"a\":");

    assertThatThrownBy(() -> client(SHORT, flink.uri()).get("/overview"))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("GET " + flink.uri() + "/overview")
        .hasMessageContaining("within 300 ms");
  }

  @Test
  void repeatsAGetElsewhereAfterATimeOut() throws Exception {
    flink.hang("/overview");
    standby.answer("/overview", "{\"a\":2}");

    JsonNode body = client(Duration.ofSeconds(2), flink.uri(), standby.uri()).get("/overview");

    assertThat(body.path("a").intValue()).isEqualTo(2);
  }

  @Test
  void refusesHalfABody() {
    flink.breakOff("/overview", "{\"a\":1");

    assertThatThrownBy(() -> client(DEADLINE, flink.uri()).get("/overview"))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("GET " + flink.uri() + "/overview broke off");
  }

  @Test
  void refusesJsonThatEndsEarly() {
    flink.answer("/overview", "{\"a\":[1,");

    assertThatThrownBy(() -> client(DEADLINE, flink.uri()).get("/overview"))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("GET " + flink.uri() + "/overview answered 200")
        .hasMessageContaining("whole JSON");
  }

  @Test
  void refusesGarbageAndQuotesItsBeginning() {
    flink.answer("/overview", "<html>\n<body>login</body>" + "x".repeat(5000));

    assertThatThrownBy(() -> client(DEADLINE, flink.uri()).get("/overview"))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("GET " + flink.uri() + "/overview")
        .hasMessageContaining("<html> <body>login</body>")
        .satisfies(failure -> assertThat(failure.getMessage()).hasSizeLessThan(500));
  }

  @Test
  void refusesAnEmptyBodyWhereJsonIsExpected() {
    flink.answer("/overview", 200, "");

    assertThatThrownBy(() -> client(DEADLINE, flink.uri()).get("/overview"))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("empty");
  }

  @Test
  void namesStatusAndErrorOfAServerFault() {
    flink.answer("/jobs/1", 500, "{\"errors\":[\"Internal server error.\",\"boom\\n at x\"]}");
    standby.answer("/jobs/1", "{}");

    assertThatThrownBy(() -> client(DEADLINE, flink.uri(), standby.uri()).get("/jobs/1"))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessage("GET " + flink.uri() + "/jobs/1 answered 500: boom");
    assertThat(standby.requests()).isEmpty();
  }

  @Test
  void returnsRefusalsOfASentRequestAsAnswers() throws Exception {
    flink.answer("/jobs/1/stop", 409, "{\"errors\":[\"already stopping\"]}");

    FlinkReply reply =
        client(DEADLINE, flink.uri())
            .send(
                "POST",
                "/jobs/1/stop",
                Optional.of(JsonNodeFactory.instance.objectNode().put("drain", false)));

    assertThat(reply)
        .isEqualTo(
            new FlinkReply.Refused(
                409, List.of("already stopping"), "POST", flink.uri().resolve("/jobs/1/stop")));
    assertThat(flink.requests().get(0).body()).isEqualTo("{\"drain\":false}");
    assertThat(flink.requests().get(0).contentType()).startsWith("application/json");
  }

  @Test
  void sendsAPostElsewhereOnlyIfNoConnectionCameAbout() throws Exception {
    standby.answer("/jobs/1/stop", "{\"request-id\":\"x\"}");

    FlinkReply reply =
        client(DEADLINE, closedPort(), standby.uri())
            .send("POST", "/jobs/1/stop", Optional.empty());

    assertThat(reply.orThrow().body().path("request-id").textValue()).isEqualTo("x");
  }

  @Test
  void neverRepeatsAPostThatMayHaveBeenSent() {
    flink.hang("/jobs/1/stop");
    standby.answer("/jobs/1/stop", "{\"request-id\":\"x\"}");
    FlinkRest client = client(SHORT, flink.uri(), standby.uri());

    assertThatThrownBy(() -> client.send("POST", "/jobs/1/stop", Optional.empty()))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("POST " + flink.uri() + "/jobs/1/stop")
        .hasMessageContaining("may have been carried out");

    assertThat(standby.requests()).isEmpty();
  }

  @Test
  void neverRepeatsAPostAfterHalfAnAnswer() {
    flink.breakOff("/jobs/1/stop", "{");
    standby.answer("/jobs/1/stop", "{\"request-id\":\"x\"}");
    FlinkRest client = client(DEADLINE, flink.uri(), standby.uri());

    assertThatThrownBy(() -> client.send("POST", "/jobs/1/stop", Optional.empty()))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("may have been carried out");

    assertThat(standby.requests()).isEmpty();
    assertThat(flink.requests()).hasSize(1);
  }

  @Test
  void uploadsAJarAsAForm(@TempDir Path folder) throws Exception {
    Path jar = folder.resolve("job.jar");
    Files.write(jar, "PK-content".getBytes(StandardCharsets.UTF_8));
    flink.answer(
        "/jars/upload",
        "{\"filename\":\"/var/flink/flink-web-upload/0b1c_job.jar\",\"status\":\"success\"}");

    String id = client(DEADLINE, flink.uri()).upload(jar);

    FakeFlink.Request request = flink.requests().get(0);
    assertThat(id).isEqualTo("0b1c_job.jar");
    assertThat(request.contentType()).startsWith("multipart/form-data; boundary=");
    assertThat(request.body())
        .contains("name=\"jarfile\"; filename=\"job.jar\"")
        .contains("\r\n\r\nPK-content\r\n--");
  }

  @Test
  void saysWhichFieldOfAnUploadIsMissing(@TempDir Path folder) throws Exception {
    Path jar = Files.createFile(folder.resolve("job.jar"));
    flink.answer("/jars/upload", "{\"status\":\"success\"}");

    assertThatThrownBy(() -> client(DEADLINE, flink.uri()).upload(jar))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("POST " + flink.uri() + "/jars/upload")
        .hasMessageContaining("filename");
  }

  @Test
  void namesAJarThatIsNotThere(@TempDir Path folder) {
    Path jar = folder.resolve("none.jar");

    assertThatThrownBy(() -> client(DEADLINE, flink.uri()).upload(jar))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(jar.toString());
  }

  @Test
  void leavesTheFlagOfAnInterruptedThread() {
    flink.hang("/overview");

    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> client(DEADLINE, flink.uri()).get("/overview"))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("GET " + flink.uri() + "/overview was interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void refusesUrlsAndDeadlinesThatCannotWork() {
    assertThatThrownBy(() -> new FlinkRest(List.of(), DEADLINE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> client(DEADLINE, URI.create("localhost:8081")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("localhost:8081");
    assertThatThrownBy(() -> client(Duration.ZERO, flink.uri()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static FlinkRest client(Duration deadline, URI... urls) {
    return new FlinkRest(List.of(urls), deadline);
  }

  private static URI closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
  }
}
