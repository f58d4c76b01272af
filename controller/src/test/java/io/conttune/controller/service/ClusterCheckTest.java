package io.conttune.controller.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.files.ConfigReader;
import io.conttune.controller.rescale.StubFlink;
import io.conttune.core.secret.SecretLookup;
import io.conttune.core.time.SteadyClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job file against the recorded replies of Flink 1.20.5, on which a job named lab runs. */
final class ClusterCheckTest {
  private static final Path RECORDED =
      Path.of("../metrics-collector/src/test/resources/flink-rest/rest-1.20.5.json");
  private static final String UPLOADED =
      "{\"files\":[{\"id\":\"1_lab.jar\",\"name\":\"lab.jar\",\"uploaded\":20}]}";

  @TempDir private Path directory;

  private final StubFlink flink = new StubFlink();
  private JsonNode replies;

  @BeforeEach
  void answerAsRecorded() throws IOException {
    replies = new ObjectMapper().readTree(RECORDED.toFile());
    String job = "/jobs/" + replies.path("job").path("jid").textValue();
    flink
        .answer("GET /config", replies.path("config").toString())
        .answer("GET /overview", replies.path("overview").toString())
        .answer("GET /jobmanager/config", "[]")
        .answer("GET /jobs", replies.path("jobs").toString())
        .answer("GET /jobs/overview", replies.path("jobs_overview").toString())
        .answer("GET " + job, replies.path("job").toString())
        .answer("GET " + job + "/config", replies.path("jobconfig").toString())
        .answer("GET " + job + "/checkpoints", replies.path("checkpoints").toString())
        .answer("GET " + job + "/checkpoints/config", replies.path("cpconfig").toString())
        .answer("GET /jars", UPLOADED)
        .answer(
            "POST /jars/1_lab.jar/plan",
            "{\"plan\":%s}".formatted(replies.path("job").path("plan")));
    for (JsonNode vertex : replies.path("job").path("vertices")) {
      String metrics = job + "/vertices/" + vertex.path("id").textValue();
      flink
          .answer("GET " + metrics + "/subtasks/metrics", "[]")
          .answer("GET " + metrics + "/metrics", "[]");
    }
  }

  @AfterEach
  void close() {
    flink.close();
  }

  @Test
  void tellsOnWhichPathTheJobWouldBeRescaledAndWhyNotOnTheOthers() throws Exception {
    ClusterCheck.Report report = check("rescale: {savepoint-directory: /s, jar: lab.jar}");

    assertThat(report.faults()).isEmpty();
    assertThat(report.remarks())
        .anySatisfy(line -> assertThat(line).startsWith("Flink 1.20.5, 4 slots"))
        .anySatisfy(line -> assertThat(line).startsWith("job lab runs as").contains("work at 2"))
        .anySatisfy(
            line ->
                assertThat(line).startsWith("would be rescaled by overrides: Flink 1.20.5 honours"))
        .anySatisfy(
            line -> assertThat(line).startsWith("in-place does not work").contains("adaptive"))
        .anySatisfy(line -> assertThat(line).startsWith("uniform works"))
        .anySatisfy(line -> assertThat(line).startsWith("command does not work"));
  }

  @Test
  void findsAnOperatorThatTheJobDoesNotHave() throws Exception {
    assertThat(check("parallelism: {operators: {wrok: {max: 4}}}").faults())
        .singleElement()
        .asString()
        .contains("\"wrok\"", "\"work\"");
  }

  @Test
  void findsThatTheClusterLacksTheJar() throws Exception {
    flink.answer("GET /jars", "{\"files\":[]}");

    assertThat(check("rescale: {savepoint-directory: /s, jar: lab.jar}").faults())
        .singleElement()
        .asString()
        .contains("no jar lab.jar on this cluster");
  }

  @Test
  void findsThatTheDryRunFails() throws Exception {
    flink.answer("POST /jars/1_lab.jar/plan", 400, "{\"errors\":[\"E: no --rate\"]}");

    assertThat(check("rescale: {savepoint-directory: /s, jar: lab.jar}").faults())
        .singleElement()
        .asString()
        .contains("dry run", "no --rate");
  }

  @Test
  void uploadsNoJar() throws Exception {
    Path jar = Files.writeString(directory.resolve("lab.jar"), "a jar");

    ClusterCheck.Report report =
        check(
            "rescale: {savepoint-directory: /s, jar-file: %s, arguments: ['${parallelism:wrok}']}"
                .formatted(jar));

    assertThat(report.remarks()).anySatisfy(line -> assertThat(line).contains("no dry run"));
    assertThat(report.faults()).singleElement().asString().contains("\"wrok\"");
    assertThat(flink.takeRequests()).noneSatisfy(call -> assertThat(call).startsWith("POST"));
  }

  @Test
  void findsThatTheFileAsksForWhatTheClusterCannotDo() throws Exception {
    assertThat(check("rescale: {savepoint-directory: /s, jar: lab.jar, in-place: always}").faults())
        .singleElement()
        .asString()
        .contains("no path is open");
  }

  /** Of a job that has used up two of its three restarts, and whose checkpoints are not kept. */
  @Test
  void findsThatInPlaceMayLeaveNothingOfTheJob() throws Exception {
    adaptive();

    ClusterCheck.Report report = check("rescale: {in-place: always}");

    assertThat(report.faults()).singleElement().asString().contains("no path is open");
    assertThat(report.remarks())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("in-place does not work")
                    .contains("1 of 3 restarts left"));
  }

  @Test
  void takesForAFaultWhatKeepsAJobFromARestartThatInPlaceWouldLose() throws Exception {
    adaptive();
    flink.answer("GET /jars", "{\"files\":[]}");

    assertThat(check("sinks: transactional\nrescale: {savepoint-directory: /s, jar: lab.jar}"))
        .satisfies(
            report ->
                assertThat(report.faults())
                    .singleElement()
                    .asString()
                    .contains("no jar lab.jar on this cluster"));
  }

  /** From now on the job's scheduler can be asked for another parallelism. */
  private void adaptive() {
    String job = "GET /jobs/" + replies.path("job").path("jid").textValue();
    flink
        .answer(
            job + "/resource-requirements",
            "{\"work\":{\"parallelism\":{\"lowerBound\":1,\"upperBound\":2}}}")
        .answer(
            job + "/config",
            """
            {"execution-config":{"job-parallelism":1,"restart-strategy":
            "Restart with fixed delay (PT1S). #3 restart attempts."}}""")
        .answer(
            job + "/metrics?get=numRestarts,fullRestarts,numRescales",
            "[{\"id\":\"numRestarts\",\"value\":\"2\"}]");
  }

  @Test
  void findsThatThereIsNoSuchJob() throws Exception {
    flink.answer("GET /jobs/overview", "{\"jobs\":[]}");

    assertThat(check("").faults()).singleElement().asString().contains("lab");
  }

  @Test
  void findsThatTheClusterDoesNotAnswer() throws Exception {
    flink.answer("GET /config", 503, "{\"errors\":[\"Service unavailable\"]}");

    assertThat(check("").faults())
        .singleElement()
        .asString()
        .startsWith("the cluster does not answer as expected")
        .contains("/config");
  }

  private ClusterCheck.Report check(String more) throws IOException {
    Path file = directory.resolve("job.yaml");
    Files.writeString(
        file, "job: lab\nflink: %s\n%s\n".formatted(flink.client().baseUrls().get(0), more));
    JobConfig config =
        new ConfigReader(Map.of())
            .job(file)
            .match(
                valid -> valid,
                faults -> {
                  throw new IllegalArgumentException(faults.toString());
                });
    return ClusterCheck.of(config, SecretLookup.NONE, SteadyClock.system());
  }
}
