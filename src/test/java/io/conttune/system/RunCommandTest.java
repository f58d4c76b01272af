package io.conttune.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.benchmark.embedded.EmbeddedFlink;
import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.MetricsConfig;
import io.conttune.controller.config.Mode;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run} in a process of its own, before, with and after a real Flink. */
final class RunCommandTest {
  private static final Duration SECONDS = Duration.ofSeconds(10);

  @TempDir private Path directory;

  @Test
  void outlivesEveryFlinkAndSaysSoOnce()
      throws IOException, FlinkUnavailableException, InterruptedException {
    int port = freePort();
    URI address = URI.create("http://127.0.0.1:" + port);
    WordCountRun words = WordCountRun.starting("WordCount", 1, 100, directory);
    ServiceFiles files = ServiceFiles.write(directory, config(words, address));
    try (ChildJvm controller = files.run()) {
      JsonNode waiting = controller.awaitEvent("flink-unreachable");
      assertThat(waiting.path("reason").asText()).contains("GET " + address);

      try (FlinkFixture flink = WordCountFlink.start(directory, port)) {
        String jobId = flink.run(words.arguments(1, 1));
        JsonNode seen = controller.awaitEvent("job-seen");
        assertThat(seen.path("jobId").asText()).isEqualTo(jobId);
        assertThat(controller.log("flink-unreachable")).hasSize(1);
        assertThat(returnsOfFlink(controller)).isEqualTo(1);
        controller.awaitEvent("hold");
        assertThat(get(controller, "/readyz")).isEqualTo("ready\n");
        assertThat(get(controller, "/metrics"))
            .contains(
                "conttune_job_acting{job=\"WordCount\"} 1.0",
                "conttune_operator_parallelism{job=\"WordCount\",operator=\"splitter\"} 1.0")
            .containsPattern(
                "conttune_decisions_total\\{cause=\"\\w+\",job=\"WordCount\",outcome=\"held\"");
        assertThat(asked(controller, "status").out()).contains("WordCount  recommend  tuned");
        assertThat(asked(controller, "why", "WordCount").out()).contains("left alone (");
        triesWithoutAChange(flink.address());
      }
      await()
          .atMost(FlinkFixture.DEADLINE)
          .until(() -> controller.log("flink-unreachable").size(), count -> count == 2);

      try (EmbeddedFlink empty = EmbeddedFlink.start(directory, port)) {
        assertThat(empty.restAddress().getPort()).isEqualTo(port);
        await()
            .atMost(FlinkFixture.DEADLINE)
            .until(() -> returnsOfFlink(controller), count -> count == 2);
        await()
            .atMost(FlinkFixture.DEADLINE)
            .until(() -> last(controller.log("job-waiting")).contains("has no jobs"));
      }
      assertThat(controller.isAlive()).isTrue();

      controller.terminate();

      assertThat(controller.exitCode(SECONDS)).isZero();
      assertThat(controller.errors()).isEmpty();
      assertThat(controller.log())
          .extracting(line -> line.path("event").asText())
          .startsWith("http-listening", "store-created", "service-started", "flink-unreachable")
          .containsOnlyOnce("service-stopping")
          .endsWith("service-stopped");
      assertAtMostOneLinePerCycle(controller.log());
      assertThat(left(directory.resolve("data")))
          .containsOnly(
              entry("", "rwx------"),
              entry("conttune.changes", "rw-------"),
              entry("conttune.mv.db", "rw-------"),
              entry("decisions.jsonl", "rw-------"));
    }
  }

  /** The finished run of a command that asks the service. */
  private ChildJvm asked(ChildJvm service, String... command)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(command));
    all.add("--url=" + service.awaitEvent("http-listening").path("url").asText());
    ChildJvm asking = ChildJvm.start(directory, all.toArray(String[]::new));
    assertThat(asking.exitCode(FlinkFixture.DEADLINE)).as("%s", asking.errors()).isZero();
    return asking;
  }

  private void triesWithoutAChange(URI flink) throws IOException, InterruptedException {
    try (RecordingProxy proxy = RecordingProxy.to(flink);
        ChildJvm trying = ChildJvm.start(directory, "try", proxy.url(), "--for=12s")) {
      assertThat(trying.exitCode(FlinkFixture.DEADLINE)).as("%s", trying.errors()).isZero();
      assertThat(trying.out()).startsWith("WordCount: tuned, ").contains("OPERATOR", "splitter");
      assertThat(proxy.methods()).isNotEmpty().containsOnly("GET");
    }
  }

  /** The page of the service at this path. */
  private static String get(ChildJvm controller, String path)
      throws IOException, InterruptedException {
    URI url = URI.create(controller.awaitEvent("http-listening").path("url").asText());
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(url.resolve(path)).build(), BodyHandlers.ofString())
        .body();
  }

  /** The permissions of all that a run has left below a directory, by name. */
  private static Map<String, String> left(Path directory) throws IOException {
    Map<String, String> permissions = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.toList()) {
        permissions.put(
            directory.relativize(file).toString(),
            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      }
    }
    return permissions;
  }

  @Test
  void endsWithinSecondsWhileFlinkDoesNotAnswer() throws IOException, InterruptedException {
    // It takes connections and never answers them.
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      URI address = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      WordCountRun words = WordCountRun.starting("WordCount", 1, 100, directory);
      ServiceFiles files = ServiceFiles.write(directory, impatient(config(words, address)));
      try (ChildJvm controller = files.run("info")) {
        controller.awaitEvent("flink-unreachable");

        controller.terminate();

        assertThat(controller.exitCode(SECONDS)).isZero();
        assertThat(controller.log("service-stopped")).hasSize(1);
      }
    }
  }

  @Test
  void tunesTheOtherJobsWhereAJobFileIsFaulty() throws IOException, InterruptedException {
    WordCountRun words = WordCountRun.starting("WordCount", 1, 100, directory);
    URI nowhere = URI.create("http://127.0.0.1:" + freePort());
    ServiceFiles files = ServiceFiles.write(directory, config(words, nowhere));
    Path faulty = directory.resolve("jobs").resolve("faulty.yaml");
    Files.writeString(faulty, "job: Broken\nmode: actt\n");
    try (ChildJvm controller = files.run("info")) {
      controller.awaitEvent("flink-unreachable");

      assertThat(controller.log("service-started").get(0).path("jobs"))
          .extracting(JsonNode::asText)
          .containsExactly("WordCount");
      JsonNode told = controller.log("job-file-faulty").get(0);
      assertThat(told.path("level").asText()).isEqualTo("ERROR");
      assertThat(told.path("file").asText()).endsWith("faulty.yaml");
      assertThat(told.path("faults"))
          .extracting(JsonNode::asText)
          .hasSize(2)
          .anyMatch(fault -> fault.contains("faulty.yaml:1:1: flink: is missing"))
          .anyMatch(fault -> fault.contains("faulty.yaml:2:7: mode:"));
    }
  }

  @Test
  void refusesAStoreThatAnotherControllerHasOpen() throws IOException, InterruptedException {
    WordCountRun words = WordCountRun.starting("WordCount", 1, 100, directory);
    URI nowhere = URI.create("http://127.0.0.1:" + freePort());
    ServiceFiles files = ServiceFiles.write(directory, config(words, nowhere));
    try (ChildJvm first = files.run();
        ChildJvm second = startAfter(first, files)) {
      assertThat(second.exitCode(FlinkFixture.DEADLINE)).isEqualTo(2);
      assertThat(second.errors()).singleElement().asString().contains("in use by another");
      assertThat(first.isAlive()).isTrue();
    }
  }

  @Test
  void refusesAnAddressWhosePortIsTaken() throws IOException, InterruptedException {
    WordCountRun words = WordCountRun.starting("WordCount", 1, 100, directory);
    URI nowhere = URI.create("http://127.0.0.1:" + freePort());
    ServiceFiles files = ServiceFiles.write(directory, config(words, nowhere));
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String taken = "127.0.0.1:" + other.getLocalPort();
      Files.writeString(
          files.service(),
          Files.readString(files.service()).replace("listen: 127.0.0.1:0", "listen: " + taken));
      try (ChildJvm controller = files.run()) {
        assertThat(controller.exitCode(FlinkFixture.DEADLINE)).isEqualTo(2);
        assertThat(controller.errors())
            .singleElement()
            .asString()
            .startsWith(files.service() + ": listen: cannot listen at " + taken);
        assertThat(directory.resolve("data")).doesNotExist();
      }
    }
  }

  private static ChildJvm startAfter(ChildJvm first, ServiceFiles files) throws IOException {
    first.awaitEvent("service-started");
    return files.run();
  }

  /** Every line of the job from INFO on stands alone in its cycle: they are a poll apart. */
  private static void assertAtMostOneLinePerCycle(List<JsonNode> log) {
    List<JsonNode> loud =
        log.stream()
            .filter(line -> line.has("job") && !line.path("level").asText().equals("DEBUG"))
            .toList();
    assertThat(loud).hasSizeGreaterThanOrEqualTo(4);
    for (int i = 1; i < loud.size(); i++) {
      Duration apart = Duration.between(time(loud.get(i - 1)), time(loud.get(i)));
      assertThat(apart)
          .as("%s after %s", loud.get(i), loud.get(i - 1))
          .isGreaterThanOrEqualTo(Duration.ofMillis(150));
    }
  }

  private static Instant time(JsonNode line) {
    return Instant.parse(line.path("time").asText());
  }

  private static String last(List<JsonNode> lines) {
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1).path("reason").asText();
  }

  private static JobConfig config(WordCountRun words, URI address) {
    return TestConfig.of(words, address, Mode.RECOMMEND).config();
  }

  /** Flink's return is told by the line of what was seen then, with how long it was away. */
  private static long returnsOfFlink(ChildJvm controller) {
    return controller.log().stream().filter(line -> line.has("awaySeconds")).count();
  }

  /** The same with a short deadline: a step that is under way comes to its end first. */
  private static JobConfig impatient(JobConfig config) {
    MetricsConfig metrics = config.metrics();
    return new JobConfig(
        config.job(),
        config.flink(),
        config.mode(),
        config.sinks(),
        config.tuner(),
        new MetricsConfig(
            metrics.poll(),
            metrics.window(),
            metrics.warmUp(),
            metrics.source(),
            metrics.staleness(),
            metrics.gaugeRamp(),
            Duration.ofSeconds(2)),
        config.objective(),
        config.catchUp(),
        config.cooldown(),
        config.payback(),
        config.parallelism(),
        config.rescale());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
