package io.conttune.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conttune.benchmark.embedded.JobJar;
import io.conttune.collector.FlinkRest;
import io.conttune.controller.config.InPlaceMode;
import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.Mode;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import io.conttune.flink.FlinkFixture;
import io.conttune.flink.FlinkProcesses;
import io.conttune.flink.FlinkRelease;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that a job manager has started by its own main program, on a real Flink. */
@Order(6)
final class ApplicationClusterTest {
  private static final Map<String, String> ADAPTIVE =
      Map.of(
          "execution.checkpointing.interval",
          "500 ms",
          "execution.checkpointing.externalized-checkpoint-retention",
          "RETAIN_ON_CANCELLATION",
          "jobmanager.scheduler",
          "adaptive",
          "jobmanager.adaptive-scheduler.scaling-interval.min",
          "1 s");

  @TempDir private Path directory;

  @Test
  void isNeverStoppedToBeStartedByACommandAndIsRescaledInPlace()
      throws IOException, InterruptedException, FlinkUnavailableException {
    // 120 words/s at 80 words/s and subtask: one is short.
    WordCountRun words = WordCountRun.starting("Application", 30, 80, directory);
    try (FlinkProcesses flink =
        FlinkProcesses.startApplication(
            FlinkRelease.of("1.20"),
            directory,
            ADAPTIVE,
            4,
            JobJar.writeTo(directory),
            words.arguments(1, 1))) {
      FlinkRest rest = new FlinkRest(List.of(flink.restAddress()), Duration.ofSeconds(30));
      String jobId = awaitCheckpoint(rest);

      DecisionRecord refused =
          new SteppedController(commanded(words, flink, InPlaceMode.NEVER))
              .untilDecided(Outcome.REFUSED, Outcome.STARTED);
      SteppedController inPlace =
          new SteppedController(commanded(words, flink, InPlaceMode.ALWAYS));
      inPlace.untilDecided(Outcome.STARTED);
      RescaleEntry rescale = inPlace.untilRescaled();

      assertThat(refused.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(refused.guards())
          .singleElement()
          .asString()
          .contains("the cluster ends with its job", "execution.target: embedded");
      assertThat(rescale.stage()).as(rescale.note()).isEqualTo(Stage.VERIFIED);
      assertThat(rescale.launchedJobId()).isEqualTo(jobId);
      assertThat(((Rescaling.InPlace) rescale.plan().rescaling()).restart()).isEmpty();
    }
  }

  private static String awaitCheckpoint(FlinkRest rest) {
    return await("a checkpoint of the application's job")
        .atMost(FlinkFixture.DEADLINE)
        // Of a job that is being initialised, the cluster answers with an error.
        .ignoreExceptionsInstanceOf(FlinkUnavailableException.class)
        .until(() -> checkpointed(rest), Optional::isPresent)
        .orElseThrow();
  }

  private static Optional<String> checkpointed(FlinkRest rest) throws FlinkUnavailableException {
    String jobId = rest.get("/jobs").path("jobs").path(0).path("id").asText();
    return jobId.isEmpty()
            || rest.get("/jobs/" + jobId + "/checkpoints")
                .path("latest")
                .path("completed")
                .path("external_path")
                .isMissingNode()
        ? Optional.empty()
        : Optional.of(jobId);
  }

  private static JobConfig commanded(WordCountRun words, FlinkProcesses flink, InPlaceMode mode) {
    return TestConfig.of(words, flink.restAddress(), Mode.ACT)
        .withMostCount(3)
        .withSavepoints(flink.savepointDirectory().toUri().toString())
        .commanded(List.of("sh", "-c", "exit 1"), mode);
  }
}
