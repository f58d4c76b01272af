package io.conttune.harness;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkRelease;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;

/** On Flink 1.20. */
final class FaultTableOn120 extends FaultTable {
  @BeforeAll
  static void start() throws IOException, FlinkUnavailableException, InterruptedException {
    start(FlinkRelease.of("1.20"));
  }
}
