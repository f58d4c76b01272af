package io.conttune.harness;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.core.FlinkUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a rescale cost, by the controller's log and the sink's lines.
 *
 * @param toStop from the beginning until the old run had ended and its state was known; empty in
 *     place, where the run goes on
 * @param gap the longest time in which the sink got nothing
 */
record Timing(Optional<Duration> toStop, Duration gap) {
  /** The new run's records must have reached the sink for the gap to have an end. */
  private static final Duration AFTERWARDS = Duration.ofSeconds(2);

  private static final long BEFORE_MILLIS = 1000;

  /**
   * Rescales a job once that has been under its load for a while.
   *
   * @param before how long it is left alone first
   */
  static Timing measure(
      AuditedCluster cluster, Path directory, String name, TrialConfig config, Duration before)
      throws IOException, FlinkUnavailableException, InterruptedException {
    try (Trial trial = Trial.start(cluster, directory, name, config)) {
      Thread.sleep(before.toMillis());
      trial.startController(Optional.empty());
      trial.awaitEnd();
      trial.killController();
      Optional<Instant> stopping = time(trial.heard(), "STOPPING");
      Optional<Instant> stopped = time(trial.heard(), "STOPPED");
      Instant begin = stopping.or(() -> time(trial.heard(), "REQUESTING")).orElseThrow();
      Thread.sleep(AFTERWARDS.toMillis());
      PlainLines lines = PlainLines.read(trial.job().directory().resolve("plain"));
      return new Timing(
          stopped.map(end -> Duration.between(begin, end)),
          Duration.ofMillis(lines.longestGapMillis(begin.toEpochMilli() - BEFORE_MILLIS)));
    }
  }

  /** When the rescale was first heard of in this stage. */
  private static Optional<Instant> time(List<JsonNode> heard, String stage) {
    return heard.stream()
        .filter(line -> line.path("stage").asText().equals(stage))
        .map(line -> Instant.parse(line.path("time").asText()))
        .findFirst();
  }

  static String seconds(Duration duration) {
    return "%.2f".formatted(duration.toMillis() / 1000.0);
  }
}
