package io.conttune.system;

import io.conttune.benchmark.embedded.EmbeddedFlink;
import io.conttune.benchmark.embedded.JobJar;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Starts an embedded Flink with the jar of the word count on it. */
final class WordCountFlink {
  private static final Map<String, String> ADAPTIVE =
      Map.of(
          "jobmanager.scheduler",
          "adaptive",
          "jobmanager.adaptive-scheduler.scaling-interval.min",
          "1 s");

  private WordCountFlink() {}

  static FlinkFixture start(Path directory) throws IOException, FlinkUnavailableException {
    return start(directory, 0);
  }

  static FlinkFixture start(Path directory, int port)
      throws IOException, FlinkUnavailableException {
    return start(directory, port, Map.of());
  }

  /** With the adaptive scheduler, which waits for little. */
  static FlinkFixture startAdaptive(Path directory) throws IOException, FlinkUnavailableException {
    return start(directory, 0, ADAPTIVE);
  }

  static FlinkFixture start(Path directory, int port, Map<String, String> settings)
      throws IOException, FlinkUnavailableException {
    EmbeddedFlink flink = EmbeddedFlink.start(directory, port, settings);
    return FlinkFixture.withJar(
        flink.restAddress(), flink.savepointDirectory(), JobJar.writeTo(directory), flink::close);
  }
}
