package io.conttune.harness;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkRelease;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The same while the adaptive scheduler of Flink 1.20 rescales a job in place. */
final class InPlaceLastingFaultTableOn120 extends RescaleTable {
  @Override
  Trials open(Path directory) throws IOException, FlinkUnavailableException, InterruptedException {
    return Trials.on(
        FlinkRelease.of("1.20"),
        directory,
        "lasting-fault-table-in-place",
        6,
        InPlaceKillTableOn120.ADAPTIVE);
  }

  @Override
  List<Row> rows() {
    return LastingFaultRows.inPlace();
  }
}
