package io.conttune.controller.rescale.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.controller.rescale.StubFlink;
import io.conttune.core.FlinkUnavailableException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointFactsTest {
  private static final String JOB = "4b5306275ac994d3140939c72b505d58";
  private static final String CONFIG =
      "{\"mode\":\"exactly_once\",\"interval\":%s,\"timeout\":600000,"
          + "\"externalization\":{\"enabled\":%s,\"delete_on_cancellation\":%s}}";
  private static final String COMPLETED =
      "{\"id\":5,\"status\":\"COMPLETED\",\"trigger_timestamp\":%d,\"latest_ack_timestamp\":%d,"
          + "\"end_to_end_duration\":218,\"checkpoint_type\":\"%s\","
          + "\"external_path\":\"file:/cp/"
          + JOB
          + "/chk-5\",\"discarded\":false}";

  private final StubFlink flink = new StubFlink();
  private String interval = "2000";
  private String restored = "null";

  @AfterEach
  void stopServer() {
    flink.close();
  }

  @Test
  void knowsAJobThatCanHaveNoCheckpoints() throws Exception {
    flink.answer(
        "GET /jobs/" + JOB + "/checkpoints/config",
        404,
        "{\"errors\":[\"org.apache.flink.runtime.rest.handler.RestHandlerException: Checkpointing is"
            + " not enabled for this job ("
            + JOB
            + ").\"]}");

    assertThat(CheckpointFacts.read(flink.client(), JOB)).isEqualTo(CheckpointFacts.NONE);
  }

  @Test
  void knowsNothingOfCheckpointsThatAnotherNotFoundHides() {
    flink.answer("GET /jobs/" + JOB + "/checkpoints/config", 404, "404 page not found");

    assertThatThrownBy(() -> CheckpointFacts.read(flink.client(), JOB))
        .isInstanceOf(FlinkUnavailableException.class);
  }

  /** Flink has checkpoint settings for every streaming job. */
  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775807", "0", "-1"})
  void knowsAJobThatTakesNoCheckpointsByItselfAndTheTimeoutOfItsSavepoints(String none)
      throws Exception {
    interval = none;

    CheckpointFacts facts = read("true", "false", "null", "");

    assertThat(facts.enabled()).isFalse();
    assertThat(facts.afterFailure()).isEqualTo(AfterFailure.WITHOUT_CHECKPOINTS);
    assertThat(facts.timeout()).contains(Duration.ofMinutes(10));
  }

  /** Every Flink from 1.12 to 2.3 tells all of them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "config | {} | an object at externalization",
        "config | {'externalization':{}} | true or false at externalization.enabled",
        "config | {'externalization':{'enabled':true},'interval':2000} | true or false at"
            + " externalization.delete_on_cancellation",
        "config | {'externalization':{'enabled':false}} | a whole number at interval",
        "config | {'externalization':{'enabled':false},'interval':null} | a whole number at"
            + " interval",
        "config | {'externalization':{'enabled':false},'interval':0} | a whole number at timeout",
        "statistics | {} | an object at latest",
        "statistics | {'latest':{'completed':{}}} | a whole number at latest.completed.id",
        "statistics | {'latest':{'completed':{'id':1}}} | true or false at"
            + " latest.completed.discarded",
        "statistics | {'latest':{'completed':{'id':1,'discarded':false}}} | a whole number at"
            + " latest.completed.latest_ack_timestamp",
        "statistics | {'latest':{'restored':{'id':1}}} | true or false at"
            + " latest.restored.is_savepoint",
        "statistics | {'latest':{}} | a list at history",
        "statistics | {'latest':{},'history':[{}]} | a text at history[0].checkpoint_type",
        "job | {} | a whole number at now"
      })
  void anAnswerThatLacksAFieldIsNotUnderstood(String which, String answer, String expected)
      throws Exception {
    CheckpointFacts unused = read("true", "false", "null", "");
    String path =
        Map.of("config", "/checkpoints/config", "statistics", "/checkpoints", "job", "").get(which);
    flink.answer("GET /jobs/" + JOB + path, answer.replace('\'', '"'));

    assertThatThrownBy(() -> CheckpointFacts.read(flink.client(), JOB))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining(path + ": expected " + expected + ", found ");
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503})
  void cannotBeToldWhileFlinkDoesNotAnswer(int status) {
    flink.answer("GET /jobs/" + JOB + "/checkpoints/config", status, "{\"errors\":[\"broken\"]}");

    assertThatThrownBy(() -> CheckpointFacts.read(flink.client(), JOB))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("/checkpoints/config answered " + status);
  }

  @Test
  void knowsThatNoCheckpointWasEverCompleted() throws Exception {
    CheckpointFacts facts = read("true", "false", "null", "");

    assertThat(facts.enabled()).isTrue();
    assertThat(facts.newest()).isEmpty();
    assertThat(facts.age()).isEmpty();
    assertThat(facts.afterFailure().lossByOne()).isPresent();
  }

  /** As after a failover of the JobManager, which then knows of no other one. */
  @Test
  void takesTheCheckpointThatTheJobWasRestoredFromForTheNewest() throws Exception {
    restored = restored(7, false, "file:/cp/" + JOB + "/chk-7");

    CheckpointFacts facts = read("true", "false", "null", "");

    assertThat(facts.newest()).contains("file:/cp/" + JOB + "/chk-7");
    assertThat(facts.age()).contains(Duration.ofSeconds(2));
    assertThat(facts.afterFailure()).isEqualTo(AfterFailure.STATE);
    assertThat(facts.root(JOB)).contains("file:/cp");
    assertThat(read("true", "false", completed("CHECKPOINT"), "").newest())
        .isEqualTo(facts.newest());
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void takesWhatWasCompletedSinceForTheNewest(int id) throws Exception {
    restored = restored(id, false, "file:/cp/older/chk-" + id);

    CheckpointFacts facts = read("true", "false", completed("CHECKPOINT"), "");

    assertThat(facts.newest()).contains("file:/cp/" + JOB + "/chk-5");
    assertThat(facts.age()).contains(Duration.ofSeconds(3));
  }

  @Test
  void takesNoSavepointThatTheJobWasRestoredFromForACheckpoint() throws Exception {
    restored = restored(7, true, "file:/sp/savepoint-1");

    for (String latest : new String[] {"null", completed("CHECKPOINT")}) {
      CheckpointFacts facts = read("true", "false", latest, "");

      assertThat(facts.newest()).isEmpty();
      assertThat(facts.age()).isEmpty();
      assertThat(facts.afterFailure().lossByOne())
          .hasValueSatisfying(why -> assertThat(why).contains("not completed a checkpoint yet"));
    }
  }

  @Test
  void readsTheNewestCheckpointAndItsAgeByFlinksClock() throws Exception {
    CheckpointFacts facts = read("true", "false", completed("CHECKPOINT"), completed("CHECKPOINT"));

    assertThat(facts)
        .isEqualTo(
            new CheckpointFacts(
                true,
                true,
                AfterFailure.STATE,
                Optional.of(Duration.ofMinutes(10)),
                Optional.of("file:/cp/" + JOB + "/chk-5"),
                Optional.of(Duration.ofSeconds(3)),
                Optional.of(Duration.ofMillis(218))));
    assertThat(facts.root(JOB)).contains("file:/cp");
    assertThat(facts.root("another")).isEmpty();
  }

  /** Before 1.15 that is the size of what an incremental checkpoint has added. */
  @Test
  void readsTheSizeOfTheStateWhereFlinkTellsWhatACheckpointHasAddedToo() throws Exception {
    String completed = completed("CHECKPOINT");
    String sized = completed.replaceFirst("[{]", "{\"state_size\":4294967296,");
    String both = sized.replaceFirst("[{]", "{\"checkpointed_size\":1024,");

    assertThat(read("true", "false", both, "").stateBytes()).hasValue(4_294_967_296L);
    assertThat(read("true", "false", sized, "").stateBytes()).isEmpty();
    assertThat(read("true", "false", "null", "").stateBytes()).isEmpty();
  }

  @Test
  void seesThatCheckpointsDoNotSurviveACancel() throws Exception {
    CheckpointFacts deleted = read("true", "true", completed("CHECKPOINT"), "");
    assertThat(deleted.retained()).isFalse();
    assertThat(deleted.afterFailure()).isEqualTo(AfterFailure.STATE);
    CheckpointFacts never = read("false", "false", completed("CHECKPOINT"), "");
    assertThat(never.retained()).isFalse();
    assertThat(never.afterFailure().lossByOne()).isPresent();
  }

  @Test
  void takesNoUnalignedCheckpointForAMeasureOfTheDrain() throws Exception {
    String unaligned = completed("UNALIGNED_CHECKPOINT");

    assertThat(read("true", "false", unaligned, unaligned).aligned()).isEmpty();
  }

  @Test
  void takesACheckpointUnderWayForAMeasureOfTheDrain() throws Exception {
    String underWay =
        "{\"id\":6,\"status\":\"IN_PROGRESS\",\"checkpoint_type\":\"CHECKPOINT\","
            + "\"trigger_timestamp\":"
            + (10_000 - 7_000)
            + "}";

    CheckpointFacts facts =
        read("true", "false", completed("CHECKPOINT"), underWay + "," + completed("CHECKPOINT"));

    assertThat(facts.aligned()).contains(Duration.ofSeconds(7));
  }

  private CheckpointFacts read(String enabled, String deletes, String latest, String history)
      throws Exception {
    flink
        .answer(
            "GET /jobs/" + JOB + "/checkpoints/config",
            CONFIG.formatted(interval, enabled, deletes))
        .answer("GET /jobs/" + JOB, "{\"now\":10000}")
        .answer(
            "GET /jobs/" + JOB + "/config",
            "{\"execution-config\":{\"restart-strategy\":\"Restart deactivated.\"}}")
        .answer(
            "GET /jobs/" + JOB + "/checkpoints",
            "{\"latest\":{\"completed\":%s,\"restored\":%s},\"history\":[%s]}"
                .formatted(latest, restored, history));
    return CheckpointFacts.read(flink.client(), JOB);
  }

  private static String restored(int id, boolean isSavepoint, String path) {
    return "{\"id\":%d,\"restore_timestamp\":8000,\"is_savepoint\":%s,\"external_path\":\"%s\"}"
        .formatted(id, isSavepoint, path);
  }

  private static String completed(String type) {
    return COMPLETED.formatted(6_500, 7_000, type);
  }
}
