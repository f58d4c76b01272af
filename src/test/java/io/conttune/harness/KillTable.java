package io.conttune.harness;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkRelease;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** However and whenever the controller is killed, the next one brings its rescale to an end. */
abstract class KillTable {
  @TempDir private static Path directory;
  private static Trials trials;

  static void start(FlinkRelease release)
      throws IOException, FlinkUnavailableException, InterruptedException {
    trials = Trials.on(release, directory, "kill-table", 4);
  }

  @AfterAll
  static void stop() throws IOException {
    trials.writeTable();
    trials.close();
  }

  @TestFactory
  Stream<DynamicTest> rescales() {
    return trials.tests(rows());
  }

  abstract List<Row> rows();
}
