package io.conttune.harness;

import io.conttune.core.FlinkUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A table whose rows share a cluster; each row is a test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RescaleTable {
  private Optional<Trials> trials = Optional.empty();

  /** Starts the cluster. */
  abstract Trials open(Path directory)
      throws IOException, FlinkUnavailableException, InterruptedException;

  abstract List<Row> rows();

  @BeforeAll
  void start(@TempDir Path directory)
      throws IOException, FlinkUnavailableException, InterruptedException {
    trials = Optional.of(open(directory));
  }

  @AfterAll
  void stop() throws IOException {
    if (trials.isPresent()) {
      trials.get().close();
    }
  }

  final Trials trials() {
    return trials.orElseThrow();
  }

  @TestFactory
  Stream<DynamicTest> rescales() {
    return trials().tests(rows());
  }
}
