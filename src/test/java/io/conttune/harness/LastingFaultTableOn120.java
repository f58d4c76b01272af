package io.conttune.harness;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkRelease;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Somebody else answers in the place of Flink for longer than a job may be unknown. */
final class LastingFaultTableOn120 extends RescaleTable {
  @Override
  Trials open(Path directory) throws IOException, FlinkUnavailableException, InterruptedException {
    return Trials.on(FlinkRelease.of("1.20"), directory, "lasting-fault-table", 6);
  }

  @Override
  List<Row> rows() {
    return Stream.of(LastingFaultRows.restart(), LastingFaultRows.otherWays())
        .flatMap(List::stream)
        .toList();
  }
}
