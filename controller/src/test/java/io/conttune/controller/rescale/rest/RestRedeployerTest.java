package io.conttune.controller.rescale.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.controller.rescale.StubFlink;
import io.conttune.controller.store.InMemoryStore;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.SettableClock;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.JobCondition;
import io.conttune.core.rescale.JobCondition.Present;
import io.conttune.core.rescale.JobCondition.Subtasks;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.Launch.UnclaimedState;
import io.conttune.core.rescale.LaunchRequest;
import io.conttune.core.rescale.Launches;
import io.conttune.core.rescale.StopProgress;
import io.conttune.core.rescale.Submission;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestRedeployerTest {
  private static final String TRIGGER = "a".repeat(32);
  private static final Launch LAUNCH =
      new Launch.Jar(
          "x_job.jar",
          Optional.empty(),
          Optional.of("org.example.Main"),
          List.of("--p", "3"),
          Map.of("pipeline.object-reuse", "true"),
          UnclaimedState.DROP);

  private final StubFlink flink = new StubFlink();
  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final InMemoryStore jars = new InMemoryStore();
  private final RestRedeployer redeployer = new RestRedeployer(flink.client(), jars, clock);

  @AfterEach
  void stopServer() {
    flink.close();
  }

  @Test
  void asksForAStopOnceWithItsOwnTriggerIdAndPollsAfterwards() throws Exception {
    flink
        .answer("POST /jobs/1/stop", 202, "{\"request-id\":\"" + TRIGGER + "\"}")
        .answer("GET /jobs/1/savepoints/" + TRIGGER, "{\"status\":{\"id\":\"IN_PROGRESS\"}}");

    assertThat(stop()).isEqualTo(new StopProgress.InProgress());
    assertThat(flink.lastBody())
        .isEqualTo(
            "{\"targetDirectory\":\"file:///sp\",\"drain\":false,\"triggerId\":\"%s\"}"
                .formatted(TRIGGER));
    assertThat(stop()).isEqualTo(new StopProgress.InProgress());
    assertThat(flink.takeRequests())
        .containsExactly("POST /jobs/1/stop", "GET /jobs/1/savepoints/" + TRIGGER);
  }

  @Test
  void tellsTheSavepointOfAStopThatCompleted() throws Exception {
    stopped("{\"location\":\"file:/sp/savepoint-1\"}");

    assertThat(stop()).isEqualTo(new StopProgress.Completed("file:/sp/savepoint-1"));
  }

  @Test
  void takesCompletedWithAFailureCauseForAFailure() throws Exception {
    stopped(
        "{\"failure-cause\":{\"class\":\"E\",\"stack-trace\":\"E: outer\\nCaused by: E2: Checkpoint"
            + " expired before completing.\\n\\tat x\"}}");

    assertThat(stop())
        .isEqualTo(new StopProgress.Failed("E2: Checkpoint expired before completing."));
  }

  @Test
  void namesTheClassOfAFailureWithoutTrace() throws Exception {
    stopped("{\"failure-cause\":{\"class\":\"java.io.IOException\"}}");

    assertThat(stop()).isEqualTo(new StopProgress.Failed("java.io.IOException"));
  }

  @Test
  void pollsTheOperationThatFlinkNamedIfItIsAnother() throws Exception {
    flink
        .answer("POST /jobs/1/stop", 202, "{\"request-id\":\"other\"}")
        .answer(
            "GET /jobs/1/savepoints/other",
            "{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{\"location\":\"file:/s\"}}");
    stop();

    assertThat(stop()).isEqualTo(new StopProgress.Completed("file:/s"));
  }

  @Test
  void asksAgainWhenARestartedJobManagerHasForgottenTheOperation() throws Exception {
    flink.answer("POST /jobs/1/stop", 202, "{\"request-id\":\"" + TRIGGER + "\"}");
    stop();
    stop();
    flink.takeRequests();

    assertThat(stop()).isEqualTo(new StopProgress.InProgress());
    assertThat(flink.takeRequests()).containsExactly("POST /jobs/1/stop");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 409})
  void takesARefusedStopForAFailure(int status) throws Exception {
    flink.answer("POST /jobs/1/stop", status, "{\"errors\":[\"x\",\"E: no such job\\n at y\"]}");

    assertThat(stop()).isEqualTo(new StopProgress.Failed("status " + status + ": E: no such job"));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 503})
  void doesNotKnowWhetherAStopArrivedThatTheServerCouldNotAnswer(int status) {
    flink.answer("POST /jobs/1/stop", status, "{\"errors\":[\"busy\"]}");

    assertThatThrownBy(this::stop)
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("POST http://127.0.0.1:")
        .hasMessageContaining(status + ": busy");
  }

  @Test
  void launchesUnderTheGivenIdFromTheGivenState() throws Exception {
    flink.answer("POST /jars/x_job.jar/run", "{\"jobid\":\"2\"}");

    assertThat(submit()).isEqualTo(new Submission.Accepted("2"));
    assertThat(flink.lastBody())
        .isEqualTo(
            "{\"jobId\":\"2\",\"savepointPath\":\"file:/s\",\"allowNonRestoredState\":true,"
                + "\"entryClass\":\"org.example.Main\",\"programArgsList\":[\"--p\",\"3\"],"
                + "\"flinkConfiguration\":{\"pipeline.object-reuse\":\"true\"}}");
  }

  @Test
  void leavesOutOfARequestWhatOldVersionsDoNotKnow() throws Exception {
    flink.answer("POST /jars/j/run", "{\"jobid\":\"2\"}");
    redeployer.submit(request(Launches.jar("j")));

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

  @Test
  void takesTheRefusalOfAnIdThatRunsForAnAcceptance() throws Exception {
    flink
        .answer("POST /jars/x_job.jar/run", 400, "{\"errors\":[\"duplicate\"]}")
        .answer("GET /jobs/2", job("RUNNING", 1));

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
    flink.answer("GET /jobs/2", job("RUNNING", 1));

    assertThat(submit()).isEqualTo(new Submission.Accepted("2"));
    assertThat(flink.takeRequests()).containsExactly("GET /jobs/2");
  }

  @Test
  void startsNoSecondCopyWhereFlinkChoosesTheJobsId() throws Exception {
    flink
        .answer("POST /jars/x_job.jar/run", "{\"jobid\":\"77\"}")
        .answer("GET /jobs/77", job("RUNNING", 1))
        .answer("GET /jobs/77/checkpoints", "{}")
        .answer("PATCH /jobs/77?mode=cancel", 202, "{}");

    assertThat(submit()).isEqualTo(new Submission.Accepted("77"));
    assertThat(submit()).isEqualTo(new Submission.Accepted("77"));
    assertThat(redeployer.condition("2")).isInstanceOf(Present.class);
    redeployer.cancel("2");

    assertThat(flink.takeRequests())
        .containsOnlyOnce("POST /jars/x_job.jar/run")
        .contains("PATCH /jobs/77?mode=cancel");
  }

  @ParameterizedTest
  @ValueSource(ints = {202, 404, 409})
  void cancelsWhatIsThereAndLeavesTheRest(int status) throws Exception {
    String body = status == 202 ? "{}" : "{\"errors\":[\"E: nothing to cancel\"]}";
    flink.answer("PATCH /jobs/1?mode=cancel", status, body);

    redeployer.cancel("1");

    assertThat(flink.takeRequests()).containsExactly("PATCH /jobs/1?mode=cancel");
  }

  @Test
  void saysThatACancelFailed() {
    flink.answer("PATCH /jobs/1?mode=cancel", 500, "{\"errors\":[\"E: broken\"]}");

    assertThatThrownBy(() -> redeployer.cancel("1"))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("E: broken");
  }

  @Test
  void knowsNothingOfAJobThatIsNotThere() throws Exception {
    assertThat(redeployer.condition("1")).isEqualTo(new JobCondition.Absent());
  }

  @Test
  void readsTheConditionOfARunningJob() throws Exception {
    flink
        .answer("GET /jobs/1", job("RUNNING", 2))
        .answer("GET /jobs/1/execution-result", "{\"status\":{\"id\":\"IN_PROGRESS\"}}")
        .answer(
            "GET /jobs/1/checkpoints",
            "{\"latest\":{\"completed\":{\"id\":4,\"external_path\":\"file:/c/chk-4\","
                + "\"discarded\":false},\"savepoint\":null}}");

    assertThat(redeployer.condition("1"))
        .isEqualTo(
            new Present(
                JobState.RUNNING,
                Subtasks.ALL_UP,
                Map.of(new OperatorId("v"), 2),
                Optional.of(Instant.ofEpochMilli(1234)),
                Optional.empty(),
                Optional.of("file:/c/chk-4"),
                Optional.empty(),
                Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({"SUCCEEDED,FINISHED", "CANCELED,CANCELED", "FAILED,FAILED", "UNKNOWN,RUNNING"})
  void believesTheUncachedResultOfAJobThatIsStillShownAsRunning(String result, JobState state)
      throws Exception {
    flink
        .answer("GET /jobs/1", job("RUNNING", 2))
        .answer("GET /jobs/1/checkpoints", "{}")
        .answer(
            "GET /jobs/1/execution-result",
            "{\"status\":{\"id\":\"COMPLETED\"},\"job-execution-result\":{\"application-status\":\"%s\"}}"
                .formatted(result));

    assertThat(present().state()).isEqualTo(state);
  }

  @Test
  void doesNotAskForTheResultOfAJobThatIsShownAsEnded() throws Exception {
    flink
        .answer("GET /jobs/1", job("FAILED", 2))
        .answer("GET /jobs/1/checkpoints", "{\"latest\":{}}");

    assertThat(present().state()).isEqualTo(JobState.FAILED);
    assertThat(flink.takeRequests()).containsExactly("GET /jobs/1", "GET /jobs/1/checkpoints");
  }

  @Test
  void fallsBackToTheCachedStateWithoutAnExecutionResult() throws Exception {
    flink.answer("GET /jobs/1", job("RUNNING", 2)).answer("GET /jobs/1/checkpoints", "{}");

    assertThat(present().state()).isEqualTo(JobState.RUNNING);
  }

  @Test
  void countsTheSubtasksOfAVertexThatIsCalledRunning() throws Exception {
    flink.answer("GET /jobs/1/checkpoints", "{}").answer("GET /jobs/1", job("RUNNING", 3));

    assertThat(present().subtasks()).isEqualTo(Subtasks.NOT_ALL_UP);
  }

  @Test
  void isNotUpWhileItHasNoVerticesOrOneIsDeploying() throws Exception {
    flink
        .answer("GET /jobs/1/checkpoints", "{}")
        .answer("GET /jobs/1", "{\"state\":\"INITIALIZING\",\"vertices\":[]}");
    assertThat(present().subtasks()).isEqualTo(Subtasks.NOT_ALL_UP);

    flink.answer(
        "GET /jobs/1",
        "{\"state\":\"RUNNING\",\"vertices\":[{\"id\":\"v\",\"parallelism\":1,\"status\":\"DEPLOYING\"}]}");
    assertThat(present().subtasks()).isEqualTo(Subtasks.NOT_ALL_UP);
  }

  @Test
  void takesAFinishedVertexForUp() throws Exception {
    flink
        .answer("GET /jobs/1/checkpoints", "{}")
        .answer(
            "GET /jobs/1",
            "{\"state\":\"RUNNING\",\"vertices\":[{\"id\":\"v\",\"parallelism\":1,\"status\":\"FINISHED\"}]}");

    assertThat(present().subtasks()).isEqualTo(Subtasks.ALL_UP);
    assertThat(present().runningSince()).isEmpty();
  }

  @Test
  void knowsOfNoStateWhereAJobHasNoCheckpoints() throws Exception {
    flink.answer("GET /jobs/1", job("FAILED", 2));

    assertThat(present().newestCheckpoint()).isEmpty();
    assertThat(present().stopSavepoint()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "4, false, 5, SYNC_SAVEPOINT, file:/c, file:/s",
    "4, true,  5, SYNC_SAVEPOINT, ,        file:/s",
    "4, false, 5, SAVEPOINT,      file:/c, ",
    "6, false, 5, SYNC_SAVEPOINT, file:/c, "
  })
  void tellsWhichStatesOfAJobCanBeStartedFrom(
      long checkpoint, boolean discarded, long savepoint, String type, String newest, String stop)
      throws Exception {
    flink
        .answer("GET /jobs/1", job("FINISHED", 2))
        .answer(
            "GET /jobs/1/checkpoints",
            ("{\"latest\":{\"completed\":{\"id\":%d,\"discarded\":%s,\"external_path\":\"file:/c\"},"
                    + "\"savepoint\":{\"id\":%d,\"checkpoint_type\":\"%s\",\"external_path\":\"file:/s\"}}}")
                .formatted(checkpoint, discarded, savepoint, type));

    assertThat(present().newestCheckpoint()).isEqualTo(Optional.ofNullable(newest));
    assertThat(present().stopSavepoint()).isEqualTo(Optional.ofNullable(stop));
  }

  @ParameterizedTest
  @CsvSource({
    "null,                              false, CHECKPOINT",
    "null,                              true,  FOUND_SAVEPOINT",
    "'{\"id\":4,\"discarded\":false}',    true,  FOUND_SAVEPOINT",
    "'{\"id\":5,\"discarded\":true}',     false, ",
    "'{\"id\":6,\"discarded\":true}',     false, ",
  })
  void knowsWhatAJobWasRestoredFromWhileItHasCompletedNothingSince(
      String completed, boolean savepoint, CapturedState.Kind kind) throws Exception {
    flink
        .answer("GET /jobs/1", job("FAILED", 2))
        .answer(
            "GET /jobs/1/checkpoints",
            ("{\"latest\":{\"completed\":%s,\"savepoint\":null,\"restored\":{\"id\":5,"
                    + "\"restore_timestamp\":7,\"is_savepoint\":%s,\"external_path\":\"file:/r\"}}}")
                .formatted(completed, savepoint));

    Optional<CapturedState> restored =
        Optional.ofNullable(kind).map(known -> new CapturedState("file:/r", known));
    assertThat(present().restoredFrom()).isEqualTo(restored);
    assertThat(present().newestState()).isEqualTo(restored);
  }

  @Test
  void putsAJarThatTheClusterHasLostThereAgainAndLaunchesIt() throws Exception {
    byte[] content = "classes".getBytes(StandardCharsets.UTF_8);
    Launch.JarCopy copy = Launch.JarCopy.of("words.jar", content);
    jars.keep(copy, content);
    Launch launch = Launches.jarWithCopy("1_words.jar", copy);
    flink
        .answer("POST /jars/1_words.jar/run", 500, "{\"errors\":[\"E: no such jar\"]}")
        .answer("GET /jars", "{\"files\":[]}")
        .answer(
            "POST /jars/upload", "{\"filename\":\"/tmp/up/2_words.jar\",\"status\":\"success\"}")
        .answer("POST /jars/2_words.jar/run", "{\"jobid\":\"2\"}");

    assertThat(redeployer.submit(request(launch))).isEqualTo(new Submission.Pending());
    assertThat(flink.lastBody()).contains("filename=\"" + copy.fileName() + "\"", "classes");
    flink.answer("GET /jars", "{\"files\":[{\"id\":\"2_words.jar\",\"name\":\"words.jar\"}]}");

    assertThat(redeployer.submit(request(launch))).isEqualTo(new Submission.Accepted("2"));
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
            "{\"files\":[{\"id\":\"3_words\",\"name\":\"%s\"}]}".formatted(copy.fileName()))
        .answer("POST /jars/3_words/run", "{\"jobid\":\"2\"}");

    Launch launch = Launches.jarWithCopy("1_words.jar", copy);
    assertThat(redeployer.submit(request(launch))).isEqualTo(new Submission.Pending());
    assertThat(redeployer.submit(request(launch))).isEqualTo(new Submission.Accepted("2"));
    assertThat(flink.takeRequests()).doesNotContain("POST /jars/upload");
  }

  @Test
  void refusesALaunchWhoseJarIsThereAndOneOfWhichNoCopyIsLeft() throws Exception {
    Launch.JarCopy lost = Launch.JarCopy.of("words.jar", new byte[] {1});
    flink
        .answer("POST /jars/1_words.jar/run", 500, "{\"errors\":[\"E: main threw\"]}")
        .answer("GET /jars", "{\"files\":[]}");
    Launch launch = Launches.jarWithCopy("1_words.jar", lost);
    Submission refused = new Submission.Refused("status 500: E: main threw");

    assertThat(redeployer.submit(request(launch))).isEqualTo(refused);
    flink.answer("GET /jars", "{\"files\":[{\"id\":\"1_words.jar\",\"name\":\"words.jar\"}]}");
    assertThat(redeployer.submit(request(launch))).isEqualTo(refused);
    assertThat(flink.takeRequests()).doesNotContain("POST /jars/upload");
  }

  private void stopped(String operation) throws FlinkUnavailableException {
    flink
        .answer("POST /jobs/1/stop", 202, "{\"request-id\":\"" + TRIGGER + "\"}")
        .answer(
            "GET /jobs/1/savepoints/" + TRIGGER,
            "{\"status\":{\"id\":\"COMPLETED\"},\"operation\":" + operation + "}");
    stop();
  }

  private StopProgress stop() throws FlinkUnavailableException {
    return redeployer.stop("1", TRIGGER, "file:///sp");
  }

  private Submission submit() throws FlinkUnavailableException {
    return redeployer.submit(request(LAUNCH));
  }

  private static LaunchRequest request(Launch launch) {
    return new LaunchRequest(
        "2",
        "job",
        launch,
        CapturedState.ownSavepoint("file:/s"),
        Map.of(new OperatorId("v"), 3),
        Instant.EPOCH,
        Set.of(),
        Optional.empty());
  }

  private Present present() throws FlinkUnavailableException {
    return (Present) redeployer.condition("1");
  }

  /** A job of one vertex, of which two subtasks run. */
  private static String job(String state, int parallelism) {
    return """
        {"state":"%s","timestamps":{"RUNNING":1234},"vertices":[{"id":"v","parallelism":%d,
        "status":"RUNNING","tasks":{"RUNNING":2,"DEPLOYING":1,"FINISHED":0}}]}"""
        .formatted(state, parallelism);
  }
}
