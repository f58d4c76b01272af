package io.conttune.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.config.LaunchMethod;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import io.conttune.flink.FlinkFixture;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Launch by overrides on a Flink that honours them: the program's arguments stay as they are. */
@Order(5)
final class OverridesTest {
  @TempDir private Path directory;

  @Test
  void changesTheParallelismOfAJobWhoseArgumentsFixIt()
      throws IOException, FlinkUnavailableException {
    try (FlinkFixture flink = WordCountFlink.start(directory)) {
      // 120 words/s at 80 words/s and subtask: one is short.
      WordCountRun words = WordCountRun.starting("WordCount", 30, 80, directory);
      String before = flink.run(words.arguments(1, 1));
      SteppedController controller =
          new SteppedController(
              TestConfig.of(flink, words, 3)
                  .with(LaunchMethod.OVERRIDES, words.arguments(1, 1))
                  .config());

      DecisionRecord started = controller.untilDecided(Outcome.STARTED);
      RescaleEntry rescale = controller.untilRescaled();

      assertThat(started.jobId()).isEqualTo(before);
      assertThat(rescale.stage()).as(rescale.note()).isEqualTo(Stage.VERIFIED);
      String after = rescale.launchedJobId();
      assertThat(flink.liveJobs(words.name())).isSubsetOf(after);
      assertThat(flink.parallelism(after, "count")).isEqualTo(3);
      assertThat(flink.parallelism(after, "splitter")).isEqualTo(1);
      Rescaling.Restart restart = (Rescaling.Restart) rescale.plan().rescaling();
      assertThat(((Launch.Jar) restart.wantedLaunch()).arguments())
          .isEqualTo(words.arguments(1, 1));
      WordCountRun all = words.endSoon();
      flink.awaitState(after, "FINISHED");
      assertThat(all.audit()).isEqualTo(all.flawless());
    }
  }
}
