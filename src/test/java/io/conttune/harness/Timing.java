package io.conttune.harness;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.core.FlinkUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The time that a rescale cost, by the controller's log and the sink's lines.
 *
 * @param toStop from the beginning until the old run had ended and its state was known; empty in
 *     place, where the run goes on
 * @param taken how the state was taken
 * @param estimate how long a savepoint was estimated to take, in seconds; empty if that was unknown
 * @param gap the longest time in which the sink got nothing
 * @param whole from the beginning until the new run's first record was in the sink
 */
record Timing(
    Optional<Duration> toStop, String taken, String estimate, Duration gap, Duration whole) {
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
      Instant up = verified(trial.heard());
      Optional<Instant> stopping = time(trial.heard(), "STOPPING");
      Optional<Instant> stopped = time(trial.heard(), "STOPPED");
      Instant begin = stopping.or(() -> time(trial.heard(), "REQUESTING")).orElseThrow();
      PlainLines lines = linesOnceItWritesAgain(trial, up);
      JsonNode started = started(trial.heard());
      return new Timing(
          stopped.map(end -> Duration.between(begin, end)),
          started.path("capture").asText(),
          started.path("estimatedDrainSeconds").asText(),
          Duration.ofMillis(lines.longestGapMillis(begin.toEpochMilli() - BEFORE_MILLIS)),
          Duration.ofMillis(lines.firstOfLastRunMillis() - begin.toEpochMilli()));
    }
  }

  private static JsonNode started(List<JsonNode> heard) {
    return heard.stream()
        .filter(line -> line.path("event").asText().equals("rescale-started"))
        .findFirst()
        .orElseThrow();
  }

  private static Instant verified(List<JsonNode> heard) {
    return time(heard, "VERIFIED")
        .orElseThrow(() -> new AssertionError("the rescale was not verified: " + heard));
  }

  /** The new run's records must have reached the sink for the gap to have an end. */
  private static PlainLines linesOnceItWritesAgain(Trial trial, Instant up) {
    Path plain = trial.job().directory().resolve("plain");
    return await("records of the new run")
        .atMost(AuditedCluster.DEADLINE)
        .until(() -> PlainLines.read(plain), lines -> lines.newestMillis() > up.toEpochMilli());
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
