package io.conttune.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conttune.controller.rescale.process.RescaleProcess;
import io.conttune.controller.rescale.rest.RestJobRuns;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.JobCondition.Present;
import io.conttune.core.rescale.JobRuns;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlanner.Planning;
import io.conttune.core.rescale.Stage;
import io.conttune.flink.FlinkFixture;
import io.conttune.flink.RescaleProcesses;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rollback on a real Flink that deletes the checkpoints of a run that is cancelled. */
@Order(6)
final class DeletedCheckpointsTest {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "execution.checkpointing.interval",
          "500 ms",
          "execution.checkpointing.externalized-checkpoint-retention",
          "NO_EXTERNALIZED_CHECKPOINTS");

  @TempDir private static Path directory;

  @Test
  void startsAgainFromASavepointOfTheRunThatIsGivenUp()
      throws IOException, FlinkUnavailableException {
    try (FlinkFixture flink = WordCountFlink.start(directory, 0, SETTINGS)) {
      WordCountRun words = WordCountRun.starting("deleted", 50, 1000, directory);
      String jobId = flink.run(words.arguments(1, 2));
      flink.awaitCheckpoint(jobId);
      JobRuns runs = new RestJobRuns(flink.rest());
      RescaleProcess process = RescaleProcesses.of(flink.rest());

      RescaleEntry up =
          advance(
              planned(flink, words, jobId),
              process,
              entry -> entry.stage() == Stage.RUNNING || entry.stage().isFinal());
      String launched = up.launchedJobId();
      await()
          .atMost(FlinkFixture.DEADLINE)
          .until(() -> present(runs, launched).newestCheckpoint().isPresent());
      RescaleEntry last =
          advance(
              up.to(Stage.ENDING, Instant.now(), "given up by the test"),
              process,
              entry -> entry.stage().isFinal());

      assertThat(last.stage()).as(last.note()).isEqualTo(Stage.ROLLED_BACK);
      assertThat(flink.state(launched)).isEqualTo("FINISHED");
      assertThat(flink.restoredFrom(last.launchedJobId()))
          .isEqualTo(present(runs, launched).stopSavepoint().orElseThrow());
      WordCountRun all = words.endSoon();
      flink.awaitState(last.launchedJobId(), "FINISHED");
      assertThat(all.audit()).isEqualTo(all.flawless());
    }
  }

  private static RescaleEntry advance(
      RescaleEntry from, RescaleProcess process, Predicate<RescaleEntry> until) {
    RescaleEntry[] entry = {from};
    await()
        .atMost(FlinkFixture.DEADLINE)
        .until(
            () -> {
              entry[0] = process.advance(entry[0]);
              return until.test(entry[0]);
            });
    return entry[0];
  }

  private static Present present(JobRuns runs, String jobId) throws FlinkUnavailableException {
    return (Present) runs.condition(jobId);
  }

  private static RescaleEntry planned(FlinkFixture flink, WordCountRun words, String jobId)
      throws FlinkUnavailableException {
    Planning planning = PlanRequests.plan(flink, TestConfig.of(flink, words, 3), jobId, 3);
    return RescaleEntry.planned(
        UUID.randomUUID().toString().replace("-", ""),
        ((Planning.Planned) planning).plan(),
        Instant.now());
  }
}
