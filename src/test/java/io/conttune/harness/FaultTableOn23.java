package io.conttune.harness;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkRelease;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;

/** On Flink 2.3. */
final class FaultTableOn23 extends FaultTable {
  @BeforeAll
  static void start() throws IOException, FlinkUnavailableException, InterruptedException {
    start(FlinkRelease.of("2.3"));
  }
}
