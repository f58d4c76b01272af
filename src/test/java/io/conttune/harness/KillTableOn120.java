package io.conttune.harness;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkRelease;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;

/** On Flink 1.20. */
final class KillTableOn120 extends KillTable {
  @BeforeAll
  static void start() throws IOException, FlinkUnavailableException, InterruptedException {
    start(FlinkRelease.of("1.20"));
  }

  @Override
  List<Row> rows() {
    return Stream.of(KillRows.savepointAndArguments(), KillRows.checkpoint(), KillRows.overrides())
        .flatMap(List::stream)
        .toList();
  }
}
