package io.conttune.harness;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkRelease;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Whatever goes wrong around a rescale, the job and all its records are there afterwards. */
final class FaultTableOn120 extends RescaleTable {
  @Override
  Trials open(Path directory) throws IOException, FlinkUnavailableException, InterruptedException {
    return Trials.on(FlinkRelease.of("1.20"), directory, "fault-table", 4);
  }

  @Override
  List<Row> rows() {
    return FaultRows.all();
  }
}
