package io.conttune.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkRelease;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The rows of the tables that a mistake would meet first; the others take the profile. */
final class RescaleHarnessTest {
  private static final Set<String> CHOSEN =
      Set.of(
          "after STOPPING is in the journal",
          "after POST /jobs/:job/stop was done",
          "before SUBMITTED is in the journal",
          "after POST /jars/:jar/run was done",
          "after PATCH /jobs/:job was done",
          "after SUBMITTED is in the journal (way back)",
          "REPLY_LOST at POST /jobs/:job/stop no. 1",
          "GARBAGE at POST /jars/:jar/run no. 1",
          "state that cannot be mapped");

  @TempDir private static Path directory;
  private static Trials trials;

  @BeforeAll
  static void start() throws IOException, FlinkUnavailableException, InterruptedException {
    trials = Trials.on(FlinkRelease.of("1.20"), directory, "selection", 4);
  }

  @AfterAll
  static void stop() throws IOException {
    trials.writeTable();
    trials.close();
  }

  @Test
  void choosesRowsThatThereAre() {
    assertThat(chosen().stream().map(Row::what).collect(Collectors.toSet())).isEqualTo(CHOSEN);
  }

  @TestFactory
  Stream<DynamicTest> rescales() {
    return trials.tests(chosen());
  }

  private static List<Row> chosen() {
    return Stream.of(
            KillRows.savepointAndArguments(),
            KillRows.checkpoint(),
            FaultRows.ofNetwork(),
            FaultRows.others())
        .flatMap(List::stream)
        .filter(row -> CHOSEN.contains(row.what()))
        .toList();
  }
}
