package io.conttune.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.benchmark.embedded.JobJar;
import io.conttune.controller.config.JarSource;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import io.conttune.flink.FlinkFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that loses all its jars between the stop of a job and its launch. */
@Order(5)
final class LostJarTest {
  @TempDir private Path directory;
  @TempDir private Path ofTheController;

  @Test
  void isGivenTheCopyThatTheControllerKeeps() throws IOException, FlinkUnavailableException {
    try (FlinkFixture flink = WordCountFlink.start(directory)) {
      // 120 words/s at 80 words/s and subtask: one is short, two are right.
      WordCountRun words = WordCountRun.starting("WordCount", 30, 80, directory);
      flink.run(words.arguments(1, 1));
      Path file = JobJar.writeTo(ofTheController);
      SteppedController controller =
          new SteppedController(
              TestConfig.of(flink, words, 2).with(new JarSource.LocalFile(file)).config());
      RescaleEntry stopped = controller.untilStage(Stage.STOPPED);

      Files.delete(file);
      assertThat(deleteUploads()).as("jars on the cluster").isEqualTo(2);
      RescaleEntry rescale = controller.untilRescaled();

      assertThat(rescale.id()).isEqualTo(stopped.id());
      assertThat(rescale.stage()).as(rescale.note()).isEqualTo(Stage.VERIFIED);
      assertThat(flink.parallelism(rescale.launchedJobId(), "count")).isEqualTo(2);
      WordCountRun all = words.endSoon();
      flink.awaitState(rescale.launchedJobId(), "FINISHED");
      assertThat(all.audit()).isEqualTo(all.flawless());
    }
  }

  /** As a JobManager finds its directory after a restart; returns how many jars there were. */
  private int deleteUploads() throws IOException {
    List<Path> jars;
    try (Stream<Path> files = Files.walk(directory)) {
      jars =
          files
              .filter(path -> path.getParent().endsWith("flink-web-upload"))
              .filter(path -> path.toString().endsWith(".jar"))
              .toList();
    }
    for (Path jar : jars) {
      Files.delete(jar);
    }
    return jars.size();
  }
}
