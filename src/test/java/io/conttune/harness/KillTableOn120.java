package io.conttune.harness;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkRelease;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** However and whenever the controller is killed, the next one brings its rescale to an end. */
final class KillTableOn120 extends RescaleTable {
  @Override
  Trials open(Path directory) throws IOException, FlinkUnavailableException, InterruptedException {
    return Trials.on(FlinkRelease.of("1.20"), directory, "kill-table", 4);
  }

  @Override
  List<Row> rows() {
    return Stream.of(KillRows.savepointAndArguments(), KillRows.checkpoint(), KillRows.overrides())
        .flatMap(List::stream)
        .toList();
  }
}
