package io.conttune.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.Sinks;
import io.conttune.controller.rescale.rest.RestJobRuns;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.AdaptiveSchedulerContract;
import io.conttune.core.rescale.JobRuns;
import io.conttune.core.rescale.Redeployer;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import io.conttune.flink.FlinkFixture;
import io.conttune.flink.RescaleProcesses;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rescales by the adaptive scheduler of a real Flink. */
final class InPlaceTest extends AdaptiveSchedulerContract {
  @TempDir private static Path directory;
  private static FlinkFixture flink;

  @BeforeAll
  static void startFlink() throws IOException, FlinkUnavailableException {
    flink = WordCountFlink.startAdaptive(directory);
  }

  @AfterAll
  static void stopFlink() throws IOException {
    flink.close();
  }

  @AfterEach
  void endWhatStillRuns() throws FlinkUnavailableException {
    for (String name : new String[] {"Asking", "InPlace"}) {
      for (String jobId : flink.liveJobs(name)) {
        flink.cancel(jobId);
      }
    }
  }

  @Override
  protected JobRuns runs() {
    return new RestJobRuns(flink.rest());
  }

  @Override
  protected Redeployer redeployer() {
    return RescaleProcesses.redeployer(flink.rest());
  }

  @Override
  protected String askingJob() throws FlinkUnavailableException {
    return flink.run(WordCountRun.starting("Asking", 1, 100, directory).arguments(1, 1));
  }

  @Test
  void givesTheSameRunTheParallelismThatItIsShortOfAndLosesNothing()
      throws IOException, FlinkUnavailableException {
    // 120 words/s at 80 words/s and subtask: one is short.
    WordCountRun words = WordCountRun.starting("InPlace", 30, 80, directory);
    String jobId = flink.run(words.arguments(1, 1));
    flink.awaitCheckpoint(jobId);
    SteppedController controller =
        new SteppedController(withIdempotentSinks(TestConfig.of(flink, words, 3).config()));

    controller.untilDecided(Outcome.STARTED);
    RescaleEntry rescale = controller.untilRescaled();

    assertThat(rescale.stage()).as(rescale.note()).isEqualTo(Stage.VERIFIED);
    assertThat(rescale.plan().rescaling()).isInstanceOf(Rescaling.InPlace.class);
    assertThat(rescale.launchedJobId()).isEqualTo(jobId);
    assertThat(rescale.timeline().downtime())
        .hasValueSatisfying(downtime -> assertThat(downtime).isPositive());
    assertThat(flink.parallelism(jobId, "count")).isEqualTo(3);
    assertThat(flink.parallelism(jobId, "splitter")).isEqualTo(1);
    WordCountRun all = words.endSoon();
    flink.awaitState(jobId, "FINISHED");
    assertThat(all.audit()).isEqualTo(all.flawless());
  }

  private static JobConfig withIdempotentSinks(JobConfig config) {
    return new JobConfig(
        config.job(),
        config.flink(),
        config.mode(),
        Sinks.IDEMPOTENT,
        config.tuner(),
        config.metrics(),
        config.objective(),
        config.catchUp(),
        config.cooldown(),
        config.payback(),
        config.parallelism(),
        config.rescale());
  }
}
