package io.conttune.harness;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkRelease;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A task manager or the job manager of Flink 1.20 is lost in the middle of a rescale. */
final class ClusterFaultTableOn120 {
  @TempDir private static Path directory;
  private static Trials trials;

  @BeforeAll
  static void start() throws IOException, FlinkUnavailableException, InterruptedException {
    trials = Trials.on(FlinkRelease.of("1.20"), directory, "cluster-fault-table", 1);
  }

  @AfterAll
  static void stop() throws IOException {
    trials.writeTable();
    trials.close();
  }

  @TestFactory
  Stream<DynamicTest> rescales() {
    return trials.tests(
        Stream.of(ClusterFaultRows.all(), StrandedRows.all()).flatMap(List::stream).toList());
  }
}
