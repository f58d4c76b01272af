package io.conttune.harness;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkRelease;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Whatever goes wrong around a rescale, the job and all its records are there afterwards. */
abstract class FaultTable {
  @TempDir private static Path directory;
  private static Trials trials;

  static void start(FlinkRelease release)
      throws IOException, FlinkUnavailableException, InterruptedException {
    trials = Trials.on(release, directory, "fault-table", 4);
  }

  @AfterAll
  static void stop() throws IOException {
    trials.writeTable();
    trials.close();
  }

  @TestFactory
  Stream<DynamicTest> rescales() {
    return trials.tests(
        Stream.concat(FaultRows.others().stream(), FaultRows.ofNetwork().stream()).toList());
  }
}
