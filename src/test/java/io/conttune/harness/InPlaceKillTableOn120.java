package io.conttune.harness;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkRelease;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The controller is killed while the adaptive scheduler of Flink 1.20 rescales a job in place. */
final class InPlaceKillTableOn120 {
  @TempDir private static Path directory;
  private static Trials trials;

  @BeforeAll
  static void start() throws IOException, FlinkUnavailableException, InterruptedException {
    Map<String, String> adaptive =
        Map.of(
            "jobmanager.scheduler", "adaptive",
            "jobmanager.adaptive-scheduler.scaling-interval.min", "2 s");
    trials = Trials.on(FlinkRelease.of("1.20"), directory, "kill-table-in-place", 4, adaptive);
  }

  @AfterAll
  static void stop() throws IOException {
    trials.writeTable();
    trials.close();
  }

  @TestFactory
  Stream<DynamicTest> rescales() {
    return trials.tests(KillRows.inPlace());
  }
}
