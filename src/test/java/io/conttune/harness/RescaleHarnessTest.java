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
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The rows of the tables that a mistake would meet first; the others take the profile. */
@Order(1)
final class RescaleHarnessTest extends RescaleTable implements SurvivesLosses {
  private static final FlinkRelease RELEASE = FlinkRelease.of("1.20");
  private static final Set<String> CHOSEN =
      Set.of(
          "after STOPPING is in the journal",
          "after POST /jobs/:job/stop was done",
          "after POST /jars/:jar/run was done",
          "after PATCH /jobs/:job was done",
          "after SUBMITTED is in the journal (way back)",
          "REPLY_LOST at POST /jobs/:job/stop",
          "GARBAGE at POST /jars/:jar/run",
          "state that cannot be mapped");

  /** Only of the capture: a launch goes the same way whatever its state came from. */
  private static final Set<String> CHOSEN_WITH_CHECKPOINT =
      Set.of("after STOPPING is in the journal", "after PATCH /jobs/:job was done");

  @Override
  Trials open(Path directory) throws IOException, FlinkUnavailableException, InterruptedException {
    return Trials.on(RELEASE, directory, "selection", 4);
  }

  @Override
  List<Row> rows() {
    return Stream.of(
            withSavepoint(),
            withCheckpoint(),
            LastingFaultRows.selection(),
            TerminationRows.selection())
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public AuditedCluster cluster() {
    return trials().cluster();
  }

  @Override
  public FlinkRelease release() {
    return RELEASE;
  }

  @Override
  public Path directory() {
    return trials().directory();
  }

  private static List<Row> withSavepoint() {
    return Stream.of(KillRows.savepointAndArguments(), NetworkFaultRows.all(), FaultRows.others())
        .flatMap(List::stream)
        .filter(row -> CHOSEN.contains(row.what()))
        .toList();
  }

  private static List<Row> withCheckpoint() {
    return KillRows.checkpoint().stream()
        .filter(row -> CHOSEN_WITH_CHECKPOINT.contains(row.what()))
        .toList();
  }

  @Test
  void choosesRowsThatThereAre() {
    assertThat(names(withSavepoint())).isEqualTo(CHOSEN);
    assertThat(names(withCheckpoint())).isEqualTo(CHOSEN_WITH_CHECKPOINT);
  }

  private static Set<String> names(List<Row> rows) {
    return rows.stream().map(Row::what).collect(Collectors.toSet());
  }

  @Test
  void theFaultTableSpoilsEveryKindOfCallThatARescaleMakes()
      throws IOException, FlinkUnavailableException, InterruptedException {
    Set<String> made = trials().calls(TrialConfig.of(Route.COMES_UP));

    assertThat(NetworkFaultRows.calls()).containsExactlyInAnyOrderElementsOf(made);
  }
}
