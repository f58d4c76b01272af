package io.conttune.harness;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkRelease;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** On a cluster of Flink 1.20 where nothing is left of a job that fails. */
final class FragileTableOn120 extends RescaleTable {
  private static final Map<String, String> WITHOUT_RESTARTS =
      Map.of("restart-strategy.type", "none");

  @Override
  Trials open(Path directory) throws IOException, FlinkUnavailableException, InterruptedException {
    return Trials.on(FlinkRelease.of("1.20"), directory, "fragile-table", 1, WITHOUT_RESTARTS);
  }

  @Override
  List<Row> rows() {
    return List.of(FaultRows.fragile());
  }
}
