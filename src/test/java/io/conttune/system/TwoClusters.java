package io.conttune.system;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.conttune.benchmark.embedded.JobJar;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkFixture;
import io.conttune.flink.FlinkProcesses;
import io.conttune.flink.FlinkRelease;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One service with jobs on two real Flinks of different releases, and a person who asks it
 * everything and gives it every order. It takes some minutes, so it runs by itself: {@code mvn
 * verify -Ptwo-clusters}. The transcript is written to {@code target/two-clusters}.
 */
final class TwoClusters {
  private static final int SLOTS = 24;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** 400 words/s, of which one subtask of the count can do 100: two are too few. */
  private static final int LINES_PER_SECOND = 100;

  private static final int WORDS_PER_SUBTASK = 100;

  /** Little is in flight, so that an overload shows, and a savepoint of it is soon taken. */
  static final Map<String, String> SETTINGS =
      Map.of(
          "taskmanager.memory.segment-size", "4kb",
          "taskmanager.network.memory.buffers-per-channel", "2",
          "taskmanager.network.memory.floating-buffers-per-gate", "2",
          "execution.checkpointing.interval", "5 s",
          "execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");

  @TempDir private Path directory;

  /** One output that is wrong keeps nobody from reading the others. */
  private final SoftAssertions all = new SoftAssertions();

  private final HttpClient http = HttpClient.newHttpClient();
  private FlinkFixture old;
  private FlinkFixture young;
  private WordCountRun clicks;
  private WordCountRun orders;
  private WordCountRun payments;
  private URI service;
  private ChildJvm controller;
  private Transcript shown;

  @Test
  void everyQuestionAndEveryOrderOfAPersonIsAnswered()
      throws IOException, InterruptedException, FlinkUnavailableException {
    try (FlinkFixture first = start("1.20");
        FlinkFixture second = start("2.3")) {
      old = first;
      young = second;
      clicks = words("clicks");
      orders = words("orders");
      payments = words("payments");
      try (ChildJvm running = files().run("info")) {
        controller = running;
        service = URI.create(running.awaitEvent("http-listening").path("url").asText());
        shown = new Transcript(transcript(), directory, service, all);

        beforeAnyJobRuns();
        whatTheServiceSees();
        aRecommendationIsApplied();
        ordersAboutParallelism();
        aPauseExpires();
        ordersAboutPlans();
        everythingIsFrozen();
        aJobIsHandedOver();
        everyPage();
        whatIsWrong();

        running.terminate();
        assertThat(running.exitCode(FlinkFixture.DEADLINE)).isZero();
      } finally {
        Files.writeString(transcript().resolveSibling("service.log"), controller.out());
      }
      nothingIsLost(clicks, old);
      nothingIsLost(orders, young);
      nothingIsLost(payments, young);
      all.assertAll();
    }
  }

  private void beforeAnyJobRuns() throws IOException, InterruptedException {
    shown.heading("Before any job runs");
    awaitJob("payments", job -> job.path("state").path("phase").asText().equals("waiting"));
    awaitJob("clicks", job -> job.path("state").path("phase").asText().equals("waiting"));
    awaitJob("orders", job -> job.path("state").path("phase").asText().equals("waiting"));
    all.assertThat(shown.get(200, "/livez")).isEqualTo("live");
    all.assertThat(shown.get(200, "/readyz")).isEqualTo("ready");
    all.assertThat(shown.ask(1, "status")).contains("clicks", "orders", "payments", "waiting");
    shown.command(0, "doctor", old.address().toString(), "--for=0s");
    all.assertThat(
            shown.ask(0, "pause", "payments", "--for=100s", "--author=bob", "--reason=release 2.3"))
        .contains("pause of payments");
  }

  private void whatTheServiceSees()
      throws IOException, InterruptedException, FlinkUnavailableException {
    shown.heading("Three jobs with too few subtasks");
    old.run(clicks.arguments(1, 2));
    young.run(orders.arguments(1, 2));
    young.run(payments.arguments(1, 2));
    awaitJob("orders", job -> decision(job).path("outcome").asText().equals("recommended"));
    awaitJob("payments", job -> decision(job).path("outcome").asText().equals("withheld"));
    awaitVerified("clicks", 1);
    all.assertThat(shown.ask(0, "status")).contains("clicks", "act", "recommend", "tuned");
    all.assertThat(shown.ask(0, "status", "clicks")).contains("splitter", "count");
    all.assertThat(shown.ask(0, "why", "clicks")).contains("count");
    all.assertThat(shown.ask(0, "why", "payments")).contains("PAUSED by bob until", "release 2.3");
    all.assertThat(shown.ask(0, "why", "orders")).contains("recommended");
    all.assertThat(shown.ask(0, "plan", "payments")).contains("PAUSED by bob until");
    all.assertThat(shown.ask(0, "history", "clicks")).contains("verified");
    all.assertThat(shown.command(0, "try", young.address().toString(), "--for=15s"))
        .contains("orders: ", "payments: ", "count");
    all.assertThat(shown.command(0, "try", old.address().toString(), "--for=15s"))
        .contains("clicks: ");
    shown.command(0, "doctor", old.address().toString(), "--for=10s");
    shown.command(0, "doctor", young.address().toString(), "--for=10s");
  }

  private void aRecommendationIsApplied()
      throws IOException, InterruptedException, FlinkUnavailableException {
    shown.heading("A recommendation is approved by hand");
    all.assertThat(shown.ask(0, "plan", "orders")).contains("recommended", "plan ");
    all.assertThat(shown.ask(0, "apply", "orders", "--author=alice", "--reason=looks right"))
        .contains("apply of orders");
    awaitVerified("orders", 1);
    all.assertThat(shown.ask(0, "history", "orders")).contains("by-hand", "verified");
    all.assertThat(shown.ask(0, "why", "orders")).contains("count");
    all.assertThat(young.parallelism(young.liveJobs("orders").get(0), "count")).isGreaterThan(2);
  }

  private void ordersAboutParallelism()
      throws IOException, InterruptedException, FlinkUnavailableException {
    shown.heading("Orders about a parallelism");
    shown.ask(0, "pin", "clicks", "count=7", "--for=1h", "--author=alice", "--reason=sale");
    awaitScaled("clicks", 7);
    all.assertThat(shown.ask(0, "status", "clicks")).contains("7");
    all.assertThat(shown.ask(0, "why", "clicks")).contains("alice");
    shown.ask(0, "unpin", "clicks", "count", "--author=alice", "--reason=sale is over");
    shown.post(
        201,
        "/api/v1/jobs/clicks/orders",
        "{\"order\": \"scale\", \"parallelism\": {\"count\": 6},"
            + " \"author\": \"carol\", \"reason\": \"by a program\"}");
    awaitScaled("clicks", 6);
    shown.ask(0, "undo", "clicks", "--author=carol", "--reason=a mistake");
    awaitScaled("clicks", 7);
    all.assertThat(shown.ask(0, "history", "clicks", "--limit=2")).contains("6 → 7", "7 → 6");
    shown.ask(0, "pause", "clicks", "--for=1h", "--author=alice", "--reason=lunch");
    awaitEvent("order-in-force", "clicks", "lunch");
    all.assertThat(shown.ask(0, "status", "clicks")).contains("clicks");
    shown.ask(0, "resume", "clicks", "--author=alice", "--reason=back");
    awaitEvent("order-ended", "clicks", "lunch");
  }

  private void aPauseExpires() throws IOException, InterruptedException {
    shown.heading("A pause expires");
    awaitVerified("payments", 1);
    all.assertThat(shown.ask(0, "history", "payments")).contains("2 → ");
    all.assertThat(event("order-ended", "payments", "release 2.3").path("end").asText())
        .isEqualTo("EXPIRED");
  }

  private void ordersAboutPlans()
      throws IOException, InterruptedException, FlinkUnavailableException {
    shown.heading("A plan is dismissed");
    shown.ask(0, "scale", "orders", "count=2", "--author=alice", "--reason=to see it short");
    awaitScaled("orders", 2);
    awaitJob("orders", job -> decision(job).path("outcome").asText().equals("recommended"));
    all.assertThat(shown.ask(0, "dismiss", "orders", "--author=alice", "--reason=not today"))
        .contains("dismiss of orders");
    awaitJob("orders", job -> decision(job).path("outcome").asText().equals("withheld"));
    all.assertThat(shown.ask(0, "why", "orders")).contains("not today");
    shown.ask(0, "plan", "orders");
    shown.ask(0, "scale", "orders", "count=8", "--author=alice", "--reason=seen");
    awaitScaled("orders", 8);
  }

  private void everythingIsFrozen()
      throws IOException, InterruptedException, FlinkUnavailableException {
    shown.heading("Everything is frozen");
    shown.ask(0, "freeze", "--for=1h", "--author=alice", "--reason=incident");
    awaitEvent("order-in-force", "payments", "incident");
    shown.ask(0, "scale", "payments", "count=9", "--author=bob", "--reason=more of it");
    awaitJob("payments", job -> decision(job).path("guards").toString().contains("incident"));
    all.assertThat(shown.ask(0, "why", "payments")).contains("incident");
    all.assertThat(shown.ask(0, "status")).contains("incident");
    shown.ask(0, "unfreeze", "--author=alice", "--reason=incident is over");
    awaitScaled("payments", 9);
  }

  private void aJobIsHandedOver()
      throws IOException, InterruptedException, FlinkUnavailableException {
    shown.heading("A job is handed over to a deployment");
    all.assertThat(
            shown.ask(
                0, "handover", "payments", "--for=10m", "--author=bob", "--reason=release 2.4"))
        .contains("count", "9", "checkpoint");
    shown.get(200, "/api/v1/jobs/payments/handover");
    shown.ask(0, "resume", "payments", "--author=bob", "--reason=released");
    shown.heading("What was saved");
    all.assertThat(shown.ask(0, "savings"))
        .contains("clicks", "orders", "payments", "TaskManagers");
  }

  private void everyPage() throws IOException, InterruptedException {
    shown.heading("Every page");
    for (String page :
        List.of("", "/decisions?limit=1", "/observations", "/model", "/journal?limit=1")) {
      all.assertThat(json(shown.get(200, "/api/v1/jobs/clicks" + page))).isNotEmpty();
    }
    for (String page : List.of("/savings", "/orders")) {
      all.assertThat(json(shown.get(200, "/api/v1/jobs/clicks" + page))).isNotEmpty();
    }
    all.assertThat(json(shown.get(200, "/api/v1/jobs")).path("jobs")).hasSize(3);
    all.assertThat(json(shown.get(200, "/api/v1/clusters")).path("clusters")).hasSize(2);
    all.assertThat(shown.get(200, "/api/v1/openapi.yaml")).startsWith("openapi:");
    all.assertThat(shown.get(200, "/api/v1/events")).contains("event: ");
    all.assertThat(shown.get(200, "/metrics"))
        .contains("conttune_operator_parallelism{job=\"payments\",operator=\"count");
    shown.ask(0, "status", "--output=json");
  }

  private void whatIsWrong() throws IOException, InterruptedException {
    shown.heading("What is wrong");
    shown.ask(2, "status", "click");
    shown.ask(2, "scale", "clicks", "counter=6", "--reason=a typing error");
    shown.ask(2, "apply", "clicks", "--reason=nothing is recommended");
    shown.get(404, "/api/v1/job");
  }

  /** The job's state and its newest decision, without a trace in the transcript. */
  private JsonNode job(String name) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(service.resolve("/api/v1/jobs/" + name)).build();
    return json(http.send(request, BodyHandlers.ofString()).body());
  }

  private void awaitJob(String name, Predicate<JsonNode> wanted) {
    await("the wanted state of " + name)
        .atMost(FlinkFixture.DEADLINE)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> wanted.test(job(name)));
  }

  private static JsonNode decision(JsonNode job) {
    return job.path("decision");
  }

  /** Waits until so many rescales of the job were verified. */
  private void awaitVerified(String name, int number) {
    await("%d rescales of %s".formatted(number, name))
        .atMost(FlinkFixture.DEADLINE)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () ->
                controller.log("rescale-verified").stream()
                        .filter(line -> line.path("job").asText().equals(name))
                        .count()
                    >= number);
  }

  /** Waits until the count of the job runs at this parallelism, by a rescale that has ended. */
  private void awaitScaled(String name, int parallelism) {
    awaitJob(
        name,
        job ->
            job.path("rescale").path("stage").asText().equals("verified")
                && count(job) == parallelism);
  }

  private static int count(JsonNode job) {
    int parallelism = 0;
    for (JsonNode operator : job.path("operators")) {
      if (operator.path("name").asText().startsWith("count")) {
        parallelism = operator.path("parallelism").asInt();
      }
    }
    return parallelism;
  }

  private void awaitEvent(String event, String job, String reason) {
    controller.awaitLog(line -> isEvent(line, event, job, reason));
  }

  private JsonNode event(String event, String job, String reason) {
    return controller.log().stream()
        .filter(line -> isEvent(line, event, job, reason))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isEvent(JsonNode line, String event, String job, String reason) {
    return line.path("event").asText().equals(event)
        && line.path("job").asText().equals(job)
        && line.path("reason").asText().equals(reason);
  }

  private static JsonNode json(String text) throws IOException {
    return JSON.readTree(text);
  }

  /** Ends the input and compares what was counted with what it holds. */
  private static void nothingIsLost(WordCountRun words, FlinkFixture flink)
      throws IOException, FlinkUnavailableException {
    String jobId = flink.liveJobs(words.name()).get(0);
    WordCountRun ended = words.endSoon();
    flink.awaitState(jobId, "FINISHED");
    assertThat(ended.audit()).as(words.name()).isEqualTo(ended.flawless());
  }

  private FlinkFixture start(String line)
      throws IOException, InterruptedException, FlinkUnavailableException {
    FlinkProcesses flink =
        FlinkProcesses.start(FlinkRelease.of(line), directory, SETTINGS, 1, SLOTS);
    return FlinkFixture.withJar(
        flink.restAddress(), flink.savepointDirectory(), JobJar.writeTo(directory), flink::close);
  }

  private WordCountRun words(String name) {
    return WordCountRun.starting(name, LINES_PER_SECOND, WORDS_PER_SUBTASK, directory);
  }

  private ServiceFiles files() throws IOException {
    Path file = directory.resolve("conttune.yaml");
    Files.writeString(
        file,
        """
        store: data/conttune
        jobs: jobs/
        listen: 127.0.0.1:0
        defaults:
          mode: act
          catch-up: 1m
          metrics: {poll: 500ms, window: 10s, warm-up: 2s}
          rescale: {jar: %s, hold-after-change: 3s, expected-downtime: 3s, settle: 2s}
        """
            .formatted(JobJar.FILE_NAME));
    Path jobs = Files.createDirectory(directory.resolve("jobs"));
    Files.writeString(jobs.resolve("clicks.yaml"), yaml(clicks, old, ""));
    Files.writeString(jobs.resolve("orders.yaml"), yaml(orders, young, "mode: recommend\n"));
    Files.writeString(jobs.resolve("payments.yaml"), yaml(payments, young, ""));
    return new ServiceFiles(file);
  }

  private static String yaml(WordCountRun words, FlinkFixture flink, String more) {
    return """
        job: %s
        flink: %s
        %srescale:
          savepoint-directory: %s
          arguments: [%s]
        """
        .formatted(
            words.name(),
            flink.address(),
            more,
            flink.savepointDirectory(),
            words.template().stream().map("\"%s\""::formatted).collect(joining(", ")));
  }

  private static Path transcript() {
    return Path.of(System.getProperty("two-clusters.directory")).resolve("transcript.txt");
  }
}
