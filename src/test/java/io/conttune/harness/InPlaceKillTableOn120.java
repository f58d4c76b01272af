package io.conttune.harness;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkRelease;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The controller is killed while the adaptive scheduler of Flink 1.20 rescales a job in place. */
final class InPlaceKillTableOn120 extends RescaleTable {
  static final Map<String, String> ADAPTIVE =
      Map.of(
          "jobmanager.scheduler", "adaptive",
          "jobmanager.adaptive-scheduler.scaling-interval.min", "2 s");

  @Override
  Trials open(Path directory) throws IOException, FlinkUnavailableException, InterruptedException {
    return Trials.on(FlinkRelease.of("1.20"), directory, "kill-table-in-place", 4, ADAPTIVE);
  }

  @Override
  List<Row> rows() {
    return KillRows.inPlace();
  }
}
