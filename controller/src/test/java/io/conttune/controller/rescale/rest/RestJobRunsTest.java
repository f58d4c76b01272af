package io.conttune.controller.rescale.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.controller.rescale.StubFlink;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.JobCondition;
import io.conttune.core.rescale.JobCondition.Present;
import io.conttune.core.rescale.JobCondition.Subtasks;
import io.conttune.core.rescale.RunFailure;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RestJobRunsTest {
  private final StubFlink flink = new StubFlink();
  private final RestJobRuns runs = new RestJobRuns(flink.client());

  @AfterEach
  void stopServer() {
    flink.close();
  }

  @Test
  void knowsNothingOfAJobThatIsNotThere() throws Exception {
    assertThat(runs.condition("1")).isEqualTo(new JobCondition.Absent());
  }

  @Test
  void takesNoAnswerWithAVertexThatHasNoId() {
    flink
        .answer(
            "GET /jobs/1",
            "{\"jid\":\"1\",\"state\":\"RUNNING\",\"vertices\":[{\"id\":\"\",\"parallelism\":2}]}")
        .answer(
            "GET /jobs/1/resource-requirements",
            "{\" \":{\"parallelism\":{\"lowerBound\":1,\"upperBound\":2}}}");

    assertThatThrownBy(() -> runs.condition("1"))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("without an id");
    assertThatThrownBy(() -> runs.requirements("1"))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("without an id");
  }

  @Test
  void tellsTheInnermostExceptionOfTheLastFailure() throws Exception {
    flink.answer(
        "GET /jobs/1/exceptions?maxExceptions=1",
        """
        {"root-exception": "java.lang.RuntimeException: of an older field", "timestamp": 1,
         "all-exceptions": [], "truncated": false,
         "exceptionHistory": {"truncated": true, "entries": [
           {"exceptionName": "org.apache.flink.runtime.JobException",
            "stacktrace": "org.apache.flink.runtime.JobException: Recovery is suppressed\\n\\tat a.B.c(B.java:1)\\nCaused by: java.io.IOException: no broker\\n\\tat d.E.f(E.java:2)\\n",
            "timestamp": 1767225600000, "taskName": "count (1/2)", "endpoint": "127.0.0.1:1",
            "taskManagerId": "tm", "failureLabels": {}, "concurrentExceptions": []}]}}""");

    assertThat(runs.lastFailure("1"))
        .contains(
            new RunFailure(
                Instant.parse("2026-01-01T00:00:00Z"), "java.io.IOException: no broker"));
  }

  @Test
  void tellsTheOnlyExceptionThatAnOldFlinkKeeps() throws Exception {
    flink.answer(
        "GET /jobs/1/exceptions?maxExceptions=1",
        """
        {"root-exception": "java.io.IOException: no broker\\n\\tat a.B.c(B.java:1)\\n",
         "timestamp": 1767225600000, "all-exceptions": [], "truncated": false}""");

    assertThat(runs.lastFailure("1"))
        .contains(
            new RunFailure(
                Instant.parse("2026-01-01T00:00:00Z"), "java.io.IOException: no broker"));
  }

  @Test
  void tellsNoFailureOfARunThatHasNotFailed() throws Exception {
    flink.answer(
        "GET /jobs/1/exceptions?maxExceptions=1",
        """
        {"root-exception": null, "timestamp": null, "all-exceptions": [], "truncated": false,
         "exceptionHistory": {"entries": [], "truncated": false}}""");

    assertThat(runs.lastFailure("1")).isEmpty();
  }

  /** Each lasts: a backend may be away for minutes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404 | 404 page not found",
        "404 | {\"message\":\"no Route matched with those values\"}",
        "404 | {\"errors\":[\"Not found: /jobs/1\"]}",
        "401 | Unauthorized",
        "403 | Forbidden",
        "429 | Too Many Requests",
        "502 | Bad Gateway",
        "503 | no healthy upstream",
        "504 | upstream request timeout",
        "200 | <html>Sign in</html>",
        "200 | {}",
        "200 | []",
        "200 | {\"status\":\"UP\"}"
      })
  void neverTakesAJobForGoneBecauseOfWhatSomebodyElseAnswers(int status, String body) {
    flink.answer("GET /jobs/1", status, body);

    for (int look = 0; look < 3; look++) {
      assertThatThrownBy(() -> runs.condition("1"))
          .isInstanceOf(FlinkUnavailableException.class)
          .hasMessageContaining("/jobs/1");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {\"jobs\":[{\"id\":\"1\",\"status\":\"RUNNING\"}]}",
        "200 | {}",
        "404 | 404 page not found",
        "503 | no healthy upstream"
      })
  void takesAJobForGoneOnlyIfTheListOfJobsLacksItToo(int status, String list) {
    flink.answer("GET /jobs", status, list);

    assertThatThrownBy(() -> runs.condition("1")).isInstanceOf(FlinkUnavailableException.class);
  }

  /** To take the job for one without checkpoints would bring it back from an older state. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"404 | 404 page not found", "200 | {\"status\":\"UP\"}", "200 | {}"})
  void knowsNothingOfAJobWhoseCheckpointsSomebodyElseAnswersFor(int status, String body) {
    flink.answer("GET /jobs/1", job("FAILED", 2)).answer("GET /jobs/1/checkpoints", status, body);

    assertThatThrownBy(() -> runs.condition("1"))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("/jobs/1/checkpoints");
  }

  /** A default could name a state that was discarded, or an older one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'completed':{}} | a whole number at latest.completed.id",
        "{'completed':{'id':4,'external_path':'file:/c'}} | true or false at"
            + " latest.completed.discarded",
        "{'savepoint':{}} | a whole number at latest.savepoint.id",
        "{'savepoint':{'id':4}} | a text at latest.savepoint.checkpoint_type",
        "{'restored':{}} | a whole number at latest.restored.id",
        "{'restored':{'id':4,'external_path':'file:/c'}} | true or false at"
            + " latest.restored.is_savepoint"
      })
  void knowsNothingOfAJobOfWhoseStatesAFieldIsMissing(String latest, String expected) {
    flink
        .answer("GET /jobs/1", job("FAILED", 2))
        .answer("GET /jobs/1/checkpoints", "{\"latest\":%s}".formatted(latest.replace('\'', '"')));

    assertThatThrownBy(() -> runs.condition("1"))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("/jobs/1/checkpoints: expected " + expected);
  }

  /** The state in the job's details may be one of some seconds ago. */
  @Test
  void knowsNothingOfAJobWhoseResultSomebodyElseAnswersFor() {
    flink
        .answer("GET /jobs/1", job("RUNNING", 2))
        .answer("GET /jobs/1/checkpoints", "{\"latest\":{}}")
        .answer("GET /jobs/1/execution-result", "{\"status\":\"UP\"}");

    assertThatThrownBy(() -> runs.condition("1"))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("/jobs/1/execution-result");
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

    assertThat(runs.condition("1"))
        .isEqualTo(
            new Present(
                JobState.RUNNING,
                Subtasks.ALL_UP,
                Map.of(new OperatorId("v"), 2),
                Optional.of(Instant.ofEpochMilli(1234)),
                Optional.empty(),
                Optional.of("file:/c/chk-4"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Instant.ofEpochMilli(5678))));
  }

  @ParameterizedTest
  @CsvSource({"SUCCEEDED,FINISHED", "CANCELED,CANCELED", "FAILED,FAILED", "UNKNOWN,RUNNING"})
  void believesTheUncachedResultOfAJobThatIsStillShownAsRunning(String result, JobState state)
      throws Exception {
    flink
        .answer("GET /jobs/1", job("RUNNING", 2))
        .answer("GET /jobs/1/checkpoints", "{\"latest\":{}}")
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
    flink
        .answer("GET /jobs/1", job("RUNNING", 2))
        .answer("GET /jobs/1/checkpoints", "{\"latest\":{}}");

    assertThat(present().state()).isEqualTo(JobState.RUNNING);
  }

  @Test
  void countsTheSubtasksOfAVertexThatIsCalledRunning() throws Exception {
    flink
        .answer("GET /jobs/1/checkpoints", "{\"latest\":{}}")
        .answer("GET /jobs/1", job("RUNNING", 3));

    assertThat(present().subtasks()).isEqualTo(Subtasks.NOT_ALL_UP);
  }

  @Test
  void isNotUpWhileItHasNoVerticesOrOneIsDeploying() throws Exception {
    flink
        .answer("GET /jobs/1/checkpoints", "{\"latest\":{}}")
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
        .answer("GET /jobs/1/checkpoints", "{\"latest\":{}}")
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
                    + "\"savepoint\":{\"id\":%d,\"discarded\":false,\"checkpoint_type\":\"%s\",\"external_path\":\"file:/s\"}}}")
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
      String completed, boolean savepoint, CapturedState.StateKind kind) throws Exception {
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

  private Present present() throws FlinkUnavailableException {
    return (Present) runs.condition("1");
  }

  /** A job of one vertex, of which two subtasks run. */
  private static String job(String state, int parallelism) {
    return """
        {"state":"%s","now":5678,"timestamps":{"RUNNING":1234},"vertices":[{"id":"v","parallelism":%d,
        "status":"RUNNING","tasks":{"RUNNING":2,"DEPLOYING":1,"FINISHED":0}}]}"""
        .formatted(state, parallelism);
  }
}
