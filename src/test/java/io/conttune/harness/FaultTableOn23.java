package io.conttune.harness;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkRelease;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The same on Flink 2.3. */
final class FaultTableOn23 extends RescaleTable {
  @Override
  Trials open(Path directory) throws IOException, FlinkUnavailableException, InterruptedException {
    return Trials.on(FlinkRelease.of("2.3"), directory, "fault-table", 4);
  }

  @Override
  List<Row> rows() {
    return Stream.concat(FaultRows.all().stream(), Stream.of(FaultRows.fragile())).toList();
  }
}
