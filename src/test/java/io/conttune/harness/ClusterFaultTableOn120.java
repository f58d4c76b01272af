package io.conttune.harness;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkRelease;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A task manager or the job manager of Flink 1.20 is lost in the middle of a rescale. */
final class ClusterFaultTableOn120 extends RescaleTable {
  @Override
  Trials open(Path directory) throws IOException, FlinkUnavailableException, InterruptedException {
    return Trials.on(FlinkRelease.of("1.20"), directory, "cluster-fault-table", 1);
  }

  @Override
  List<Row> rows() {
    return Stream.of(ClusterFaultRows.all(), StrandedRows.all()).flatMap(List::stream).toList();
  }
}
