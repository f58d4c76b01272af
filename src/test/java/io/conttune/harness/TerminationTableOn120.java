package io.conttune.harness;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkRelease;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The service is told to stop in the middle of a rescale, and started again. */
final class TerminationTableOn120 extends RescaleTable {
  @Override
  Trials open(Path directory) throws IOException, FlinkUnavailableException, InterruptedException {
    return Trials.on(FlinkRelease.of("1.20"), directory, "termination-table", 4);
  }

  @Override
  List<Row> rows() {
    return TerminationRows.all();
  }
}
