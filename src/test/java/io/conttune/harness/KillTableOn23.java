package io.conttune.harness;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkRelease;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;

/** On Flink 2.3. */
final class KillTableOn23 extends KillTable {
  @BeforeAll
  static void start() throws IOException, FlinkUnavailableException, InterruptedException {
    start(FlinkRelease.of("2.3"));
  }

  @Override
  List<Row> rows() {
    return KillRows.savepointAndArguments();
  }
}
