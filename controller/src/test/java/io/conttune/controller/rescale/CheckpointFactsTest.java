package io.conttune.controller.rescale;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CheckpointFactsTest {
  private static final String JOB = "4b5306275ac994d3140939c72b505d58";
  private static final String CONFIG =
      "{\"mode\":\"exactly_once\",\"interval\":2000,\"timeout\":600000,"
          + "\"externalization\":{\"enabled\":%s,\"delete_on_cancellation\":%s}}";
  private static final String COMPLETED =
      "{\"id\":5,\"status\":\"COMPLETED\",\"trigger_timestamp\":%d,\"latest_ack_timestamp\":%d,"
          + "\"end_to_end_duration\":218,\"checkpoint_type\":\"%s\","
          + "\"external_path\":\"file:/cp/"
          + JOB
          + "/chk-5\",\"discarded\":false}";

  private final StubFlink flink = new StubFlink();

  @AfterEach
  void stopServer() {
    flink.close();
  }

  @Test
  void knowsAJobWithoutCheckpoints() throws Exception {
    flink.answer(
        "GET /jobs/" + JOB + "/checkpoints/config",
        404,
        "{\"errors\":[\"Checkpointing is not enabled\"]}");

    assertThat(CheckpointFacts.read(flink.client(), JOB)).isEqualTo(CheckpointFacts.NONE);
  }

  @Test
  void readsTheNewestCheckpointAndItsAgeByFlinksClock() throws Exception {
    CheckpointFacts facts = read("true", "false", completed("CHECKPOINT"), completed("CHECKPOINT"));

    assertThat(facts)
        .isEqualTo(
            new CheckpointFacts(
                true,
                true,
                true,
                Optional.of(Duration.ofMinutes(10)),
                Optional.of("file:/cp/" + JOB + "/chk-5"),
                Optional.of(Duration.ofSeconds(3)),
                Optional.of(Duration.ofMillis(218))));
    assertThat(facts.root(JOB)).contains("file:/cp");
    assertThat(facts.root("another")).isEmpty();
  }

  @Test
  void seesThatCheckpointsDoNotSurviveACancel() throws Exception {
    CheckpointFacts deleted = read("true", "true", completed("CHECKPOINT"), "");
    assertThat(deleted.retained()).isFalse();
    assertThat(deleted.keptAfterFailure()).isTrue();
    CheckpointFacts never = read("false", "false", completed("CHECKPOINT"), "");
    assertThat(never.retained()).isFalse();
    assertThat(never.keptAfterFailure()).isFalse();
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
        .answer("GET /jobs/" + JOB + "/checkpoints/config", CONFIG.formatted(enabled, deletes))
        .answer("GET /jobs/" + JOB, "{\"now\":10000}")
        .answer(
            "GET /jobs/" + JOB + "/checkpoints",
            "{\"latest\":{\"completed\":" + latest + "},\"history\":[" + history + "]}");
    return CheckpointFacts.read(flink.client(), JOB);
  }

  private static String completed(String type) {
    return COMPLETED.formatted(6_500, 7_000, type);
  }
}
