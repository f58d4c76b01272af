package io.conttune.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.benchmark.embedded.JobJar;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import io.conttune.flink.FlinkFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another program is uploaded to a real Flink under the name of the job's jar. */
final class ReplacedJarTest {
  @TempDir private Path directory;

  @Test
  void theJobGoesOnWithTheJarThatRuns() throws IOException, FlinkUnavailableException {
    try (FlinkFixture flink = WordCountFlink.start(directory)) {
      // 120 words/s at 80 words/s and subtask: one is short, two are right.
      WordCountRun words = WordCountRun.starting("WordCount", 30, 80, directory);
      flink.run(words.arguments(1, 1));
      String uploadedBefore = uploadAnotherProgram(flink);
      SteppedController controller =
          new SteppedController(TestConfig.of(flink, words, 2).withJar(JobJar.FILE_NAME).config());

      DecisionRecord started = controller.untilDecided(Outcome.STARTED, Outcome.REFUSED);
      controller.untilStage(Stage.STOPPED);
      String uploadedMeanwhile = uploadAnotherProgram(flink);
      RescaleEntry rescale = controller.untilRescaled();

      assertThat(uploadedMeanwhile).isNotEqualTo(uploadedBefore);
      assertThat(started.outcome()).as(started.guards().toString()).isEqualTo(Outcome.STARTED);
      assertThat(started.decision().evidence().notes())
          .anyMatch(
              note ->
                  note.contains(uploadedBefore)
                      && note.contains("the job keeps the jar that runs, " + flink.jarId()));
      assertThat(rescale.stage()).as(rescale.note()).isEqualTo(Stage.VERIFIED);
      assertThat(flink.parallelism(rescale.launchedJobId(), "count")).isEqualTo(2);
      WordCountRun all = words.endSoon();
      flink.awaitState(rescale.launchedJobId(), "FINISHED");
      assertThat(all.audit()).isEqualTo(all.flawless());
    }
  }

  private String uploadAnotherProgram(FlinkFixture flink)
      throws IOException, FlinkUnavailableException {
    byte[] other = Files.readAllBytes(OtherJob.writeJar(directory));
    return flink.rest().upload(JobJar.FILE_NAME, other, FlinkFixture.DEADLINE);
  }
}
