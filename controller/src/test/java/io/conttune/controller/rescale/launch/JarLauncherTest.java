package io.conttune.controller.rescale.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.controller.rescale.StubFlink;
import io.conttune.controller.store.InMemoryStore;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.Launch.UnclaimedState;
import io.conttune.core.rescale.LaunchRequest;
import io.conttune.core.rescale.Launches;
import io.conttune.core.rescale.Submission;
import io.conttune.core.secret.SecretLookup;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JarLauncherTest {
  private static final Launch.Jar LAUNCH =
      new Launch.Jar(
          "x_job.jar",
          Optional.empty(),
          Optional.of("org.example.Main"),
          List.of("--p", "3"),
          Map.of("pipeline.object-reuse", "true"),
          UnclaimedState.DROP);

  private final StubFlink flink = new StubFlink();
  private final InMemoryStore jars = new InMemoryStore();
  private final JarLauncher launcher = new JarLauncher(flink.client(), jars, SecretLookup.NONE);

  @AfterEach
  void stopServer() {
    flink.close();
  }

  @Test
  void launchesUnderTheGivenIdFromTheGivenState() throws Exception {
    flink.answer("POST /jars/x_job.jar/run", "{\"jobid\":\"2\"}");

    assertThat(submit()).isEqualTo(new Submission.Accepted("2"));
    assertThat(flink.lastBody())
        .isEqualTo(
            "{\"entryClass\":\"org.example.Main\",\"programArgsList\":[\"--p\",\"3\"],"
                + "\"flinkConfiguration\":{\"pipeline.object-reuse\":\"true\"},"
                + "\"jobId\":\"2\",\"savepointPath\":\"file:/s\",\"allowNonRestoredState\":true}");
  }

  @Test
  void fillsSecretsInAtTheLastMomentAndHidesThemInTheAnswer() throws Exception {
    JarLauncher knowing = new JarLauncher(flink.client(), jars, reference -> "hunter2");
    Launch.Jar launch = withSecrets(List.of("--token=${env:TOKEN}", "$${HOME}"));
    flink.answer("POST /jars/x_job.jar/run", 400, "{\"errors\":[\"E: bad: --token=hunter2\"]}");

    Submission submission = knowing.submit(request(launch), launch);

    assertThat(flink.bodyOf("POST /jars/x_job.jar/run"))
        .contains(
            "\"programArgsList\":[\"--token=hunter2\",\"${HOME}\"]",
            "\"s3.secret-key\":\"hunter2\"");
    assertThat(submission).isInstanceOf(Submission.Refused.class);
    assertThat(submission.toString()).contains("--token=***").doesNotContain("hunter2");
  }

  @Test
  void asksForNoRunWithoutItsSecretsButSeesOneThatIsThere() throws Exception {
    Launch.Jar launch = withSecrets(List.of("${env:TOKEN}"));

    assertThatThrownBy(() -> submit(launch))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("${env:TOKEN}");
    assertThat(flink.takeRequests()).isEmpty();
    flink.answer("GET /jobs/2", "{\"state\":\"RUNNING\"}");

    assertThat(submit(launch)).isEqualTo(new Submission.Accepted("2"));
  }

  private static Launch.Jar withSecrets(List<String> arguments) {
    return new Launch.Jar(
        "x_job.jar",
        Optional.empty(),
        Optional.empty(),
        arguments,
        Map.of("s3.secret-key", "${file:/s3}"),
        UnclaimedState.DROP);
  }

  @Test
  void leavesOutOfARequestWhatOldVersionsDoNotKnow() throws Exception {
    flink.answer("POST /jars/j/run", "{\"jobid\":\"2\"}");
    submit(Launches.jar("j"));

    assertThat(flink.lastBody())
        .contains("\"allowNonRestoredState\":false")
        .doesNotContain("flinkConfiguration", "entryClass");
  }

  @Test
  void tellsTheRootCauseOfARefusedLaunch() throws Exception {
    flink.answer(
        "POST /jars/x_job.jar/run",
        400,
        "{\"errors\":[\"E: a\\nCaused by: E: main threw\\n\\tat m\"]}");

    assertThat(submit()).isEqualTo(new Submission.Refused("status 400: E: main threw"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"404 page not found", "{\"message\":\"no Route matched\"}"})
  void doesNotTakeTheAnswerOfAProxyForARefusal(String body) throws Exception {
    flink.answer("POST /jars/x_job.jar/run", 404, body);

    assertThatThrownBy(this::submit).isInstanceOf(FlinkUnavailableException.class);
    flink.answer("GET /jobs/2", 404, body);
    assertThatThrownBy(this::submit).isInstanceOf(FlinkUnavailableException.class);
    flink.answer("GET /jobs/2", "{\"state\":\"RUNNING\"}");

    assertThat(submit()).isEqualTo(new Submission.Accepted("2"));
  }

  @Test
  void takesTheRefusalOfAnIdThatRunsForAnAcceptance() throws Exception {
    flink
        .answer("POST /jars/x_job.jar/run", 400, "{\"errors\":[\"duplicate\"]}")
        .answer("GET /jobs/2", "{\"state\":\"RUNNING\"}");

    assertThat(submit()).isEqualTo(new Submission.Accepted("2"));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 502, 503, 504})
  void doesNotTakeTheSilenceOfAProxyForARefusal(int status) {
    flink.answer("POST /jars/x_job.jar/run", status, "gateway");

    assertThatThrownBy(this::submit).isInstanceOf(FlinkUnavailableException.class);
  }

  @Test
  void looksForALaunchThatWasNotAnsweredBeforeItLaunchesAgain() throws Exception {
    flink.answer("POST /jars/x_job.jar/run", 504, "gateway");
    assertThatThrownBy(this::submit).isInstanceOf(FlinkUnavailableException.class);
    flink.takeRequests();
    flink.answer("GET /jobs/2", "{\"state\":\"RUNNING\"}");

    assertThat(submit()).isEqualTo(new Submission.Accepted("2"));
    assertThat(flink.takeRequests()).containsExactly("GET /jobs/2");
  }

  @Test
  void startsNoSecondCopyWhereFlinkChoosesTheJobsId() throws Exception {
    flink
        .answer("POST /jars/x_job.jar/run", "{\"jobid\":\"77\"}")
        .answer("GET /jobs/77", "{\"state\":\"RUNNING\"}");

    assertThat(submit()).isEqualTo(new Submission.Accepted("77"));
    assertThat(submit()).isEqualTo(new Submission.Accepted("77"));

    assertThat(flink.takeRequests()).containsOnlyOnce("POST /jars/x_job.jar/run");
  }

  @Test
  void putsAJarThatTheClusterHasLostThereAgainAndLaunchesIt() throws Exception {
    byte[] content = "classes".getBytes(StandardCharsets.UTF_8);
    Launch.JarCopy copy = Launch.JarCopy.of("words.jar", content);
    jars.keep(copy, content);
    Launch.Jar launch = Launches.jarWithCopy("1_words.jar", copy);
    flink
        .answer("POST /jars/1_words.jar/run", 500, "{\"errors\":[\"E: no such jar\"]}")
        .answer("GET /jars", "{\"files\":[]}")
        .answer(
            "POST /jars/upload", "{\"filename\":\"/tmp/up/2_words.jar\",\"status\":\"success\"}")
        .answer("POST /jars/2_words.jar/run", "{\"jobid\":\"2\"}");

    assertThat(submit(launch)).isEqualTo(new Submission.Pending());
    assertThat(flink.lastBody()).contains("filename=\"" + copy.fileName() + "\"", "classes");
    flink.answer(
        "GET /jars",
        "{\"files\":[{\"id\":\"2_words.jar\",\"name\":\"words.jar\",\"uploaded\":1}]}");

    assertThat(submit(launch)).isEqualTo(new Submission.Accepted("2"));
  }

  @Test
  void findsTheJarThatAnotherControllerHasPutThereAgain() throws Exception {
    byte[] content = "classes".getBytes(StandardCharsets.UTF_8);
    Launch.JarCopy copy = Launch.JarCopy.of("words.jar", content);
    jars.keep(copy, content);
    flink
        .answer("POST /jars/1_words.jar/run", 500, "{\"errors\":[\"E: no such jar\"]}")
        .answer(
            "GET /jars",
            "{\"files\":[{\"id\":\"3_words\",\"name\":\"%s\",\"uploaded\":1}]}"
                .formatted(copy.fileName()))
        .answer("POST /jars/3_words/run", "{\"jobid\":\"2\"}");

    Launch.Jar launch = Launches.jarWithCopy("1_words.jar", copy);
    assertThat(submit(launch)).isEqualTo(new Submission.Pending());
    assertThat(submit(launch)).isEqualTo(new Submission.Accepted("2"));
    assertThat(flink.takeRequests()).doesNotContain("POST /jars/upload");
  }

  @Test
  void refusesALaunchWhoseJarIsThereAndOneOfWhichNoCopyIsLeft() throws Exception {
    Launch.JarCopy lost = Launch.JarCopy.of("words.jar", new byte[] {1});
    flink
        .answer("POST /jars/1_words.jar/run", 500, "{\"errors\":[\"E: main threw\"]}")
        .answer("GET /jars", "{\"files\":[]}");
    Launch.Jar launch = Launches.jarWithCopy("1_words.jar", lost);
    Submission refused = new Submission.Refused("status 500: E: main threw");

    assertThat(submit(launch)).isEqualTo(refused);
    flink.answer(
        "GET /jars",
        "{\"files\":[{\"id\":\"1_words.jar\",\"name\":\"words.jar\",\"uploaded\":1}]}");
    assertThat(submit(launch)).isEqualTo(refused);
    assertThat(flink.takeRequests()).doesNotContain("POST /jars/upload");
  }

  private Submission submit() throws FlinkUnavailableException {
    return submit(LAUNCH);
  }

  private Submission submit(Launch.Jar launch) throws FlinkUnavailableException {
    return launcher.submit(request(launch), launch);
  }

  private static LaunchRequest request(Launch.Jar launch) {
    return new LaunchRequest(
        "2",
        "job",
        launch,
        CapturedState.ownSavepoint("file:/s"),
        Map.of(new OperatorId("v"), 3),
        Set.of(),
        Optional.empty());
  }
}
