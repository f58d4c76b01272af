package io.conttune.controller.rescale;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.collector.FlinkRest;
import io.conttune.collector.FlinkRest.Reply;
import io.conttune.core.FlinkUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a job's checkpoints are like.
 *
 * @param enabled whether it takes any
 * @param retained whether they survive a cancel
 * @param keptAfterFailure whether they survive the end of a job that has failed
 * @param timeout after which a checkpoint or savepoint fails, and a stop with it the job
 * @param newest path of the newest completed one that was not discarded
 * @param age of that one
 * @param aligned how long the newest aligned one took, or has been taking: a savepoint is aligned
 *     too, and its barrier waits as long for data in flight
 */
record CheckpointFacts(
    boolean enabled,
    boolean retained,
    boolean keptAfterFailure,
    Optional<Duration> timeout,
    Optional<String> newest,
    Optional<Duration> age,
    Optional<Duration> aligned) {
  private static final String ALIGNED = "CHECKPOINT";

  /** Of a job without checkpoints. */
  static final CheckpointFacts NONE =
      new CheckpointFacts(
          false,
          false,
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Reads them of a running job. */
  static CheckpointFacts read(FlinkRest rest, String jobId) throws FlinkUnavailableException {
    String path = "/jobs/" + jobId;
    Reply config = rest.send("GET", path + "/checkpoints/config", Optional.empty());
    // So Flink answers for a job without checkpoints.
    if (config.status() == 404) {
      return NONE;
    }
    Instant now = Instant.ofEpochMilli(rest.get(path).path("now").asLong());
    JsonNode checkpoints = rest.get(path + "/checkpoints");
    JsonNode completed = checkpoints.path("latest").path("completed");
    boolean there =
        completed.hasNonNull("external_path") && !completed.path("discarded").asBoolean();
    JsonNode externalization = config.body().path("externalization");
    return new CheckpointFacts(
        true,
        externalization.path("enabled").asBoolean()
            && !externalization.path("delete_on_cancellation").asBoolean(true),
        externalization.path("enabled").asBoolean(),
        millis(config.body().path("timeout")),
        there ? Optional.of(completed.path("external_path").asText()) : Optional.empty(),
        there ? Optional.of(since(completed.path("latest_ack_timestamp"), now)) : Optional.empty(),
        aligned(checkpoints, now));
  }

  /** The directory below which runs keep their checkpoints in folders of their ids. */
  Optional<String> root(String jobId) {
    return newest
        .map(path -> path.replaceFirst("/chk-[0-9]+/?$", ""))
        .filter(path -> path.endsWith("/" + jobId))
        .map(path -> path.substring(0, path.length() - jobId.length() - 1));
  }

  private static Optional<Duration> aligned(JsonNode checkpoints, Instant now) {
    Optional<Duration> underWay = Optional.empty();
    for (JsonNode checkpoint : checkpoints.path("history")) {
      boolean isAligned = checkpoint.path("checkpoint_type").asText().equals(ALIGNED);
      String status = isAligned ? checkpoint.path("status").asText() : "";
      if (status.equals("IN_PROGRESS")) {
        underWay = Optional.of(since(checkpoint.path("trigger_timestamp"), now));
      } else if (status.equals("COMPLETED")) {
        Optional<Duration> took = millis(checkpoint.path("end_to_end_duration"));
        return Stream.of(underWay, took).flatMap(Optional::stream).max(Comparator.naturalOrder());
      }
    }
    return underWay;
  }

  private static Optional<Duration> millis(JsonNode value) {
    return value.canConvertToLong() && value.asLong() >= 0
        ? Optional.of(Duration.ofMillis(value.asLong()))
        : Optional.empty();
  }

  private static Duration since(JsonNode epochMillis, Instant now) {
    Duration age = Duration.between(Instant.ofEpochMilli(epochMillis.asLong()), now);
    return age.isNegative() ? Duration.ZERO : age;
  }
}
