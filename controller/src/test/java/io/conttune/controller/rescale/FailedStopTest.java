package io.conttune.controller.rescale;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.FlinkUnavailableException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailedStopTest {
  private static final String BY_CLUSTER = "Cluster level default restart strategy";

  private final StubFlink flink = new StubFlink();

  @AfterEach
  void stopServer() {
    flink.close();
  }

  @Test
  void leavesWhatIsKeptAfterAFailureWhetherTheJobRestartsOrNot() throws Exception {
    assertThat(FailedStop.read(flink.client(), "1", checkpoints(true, true)))
        .isEqualTo(FailedStop.LEAVES_STATE);
    assertThat(flink.takeRequests()).isEmpty();
  }

  @Test
  void leavesNothingOfAJobThatTakesNoCheckpoints() throws Exception {
    assertThat(FailedStop.read(flink.client(), "1", CheckpointFacts.NONE))
        .isEqualTo(FailedStop.LEAVES_NOTHING);
  }

  @ParameterizedTest
  @CsvSource({
    "Restart deactivated., LEAVES_NOTHING",
    "Restart with fixed delay (500 ms). #1000 restart attempts., LEAVES_STATE"
  })
  void dependsOnTheRestartStrategyOfTheJob(String own, FailedStop expected) throws Exception {
    assertThat(read(own, "[]")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "restart-strategy.type, none, LEAVES_NOTHING",
    "restart-strategy, off, LEAVES_NOTHING",
    "restart-strategy.type, exponential-delay, LEAVES_STATE",
    "parallelism.default, 1, LEAVES_STATE"
  })
  void dependsOnThatOfTheClusterOtherwise(String key, String value, FailedStop expected)
      throws Exception {
    assertThat(read(BY_CLUSTER, "[{\"key\":\"%s\",\"value\":\"%s\"}]".formatted(key, value)))
        .isEqualTo(expected);
  }

  private FailedStop read(String own, String ofCluster) throws FlinkUnavailableException {
    flink
        .answer(
            "GET /jobs/1/config",
            "{\"execution-config\":{\"restart-strategy\":\"%s\"}}".formatted(own))
        .answer("GET /jobmanager/config", ofCluster);
    return FailedStop.read(flink.client(), "1", checkpoints(true, false));
  }

  private static CheckpointFacts checkpoints(boolean enabled, boolean keptAfterFailure) {
    return new CheckpointFacts(
        enabled,
        false,
        keptAfterFailure,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
