package io.conttune.harness;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkRelease;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Kills around the launch of a job graph, on a Flink that ignores parallelism overrides. */
final class ClientKillTableOn23 extends RescaleTable {
  @Override
  Trials open(Path directory) throws IOException, FlinkUnavailableException, InterruptedException {
    return Trials.on(FlinkRelease.of("2.3"), directory, "client-kill-table", 4);
  }

  @Override
  List<Row> rows() {
    return KillRows.client();
  }
}
