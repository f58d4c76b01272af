package io.conttune.controller.rescale.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.conttune.collector.FlinkRest;
import io.conttune.core.FlinkUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The facts about a job's checkpoints that a rescale depends on.
 *
 * @param enabled whether it takes any by itself
 * @param retained whether they survive a cancel
 * @param afterFailure the state that is left of the job when it fails
 * @param timeout after which a checkpoint or savepoint fails, and a stop with it the job; a job
 *     without checkpoints has one too
 * @param newest path of the newest one that was not discarded: completed by this run, or restored
 *     from; never a savepoint
 * @param age of that one; of one that was restored from, since then at least
 * @param aligned the time that the newest aligned one took, or has taken so far: a savepoint is
 *     aligned too, and its barrier waits as long for data in flight
 */
record CheckpointFacts(
    boolean enabled,
    boolean retained,
    AfterFailure afterFailure,
    Optional<Duration> timeout,
    Optional<String> newest,
    Optional<Duration> age,
    Optional<Duration> aligned) {
  private static final String ALIGNED = "CHECKPOINT";

  /** Of a job that can have none. */
  static final CheckpointFacts NONE =
      new CheckpointFacts(
          false,
          false,
          AfterFailure.WITHOUT_CHECKPOINTS,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Reads them of a running job. */
  static CheckpointFacts read(FlinkRest rest, String jobId) throws FlinkUnavailableException {
    return rest.ask("/jobs/" + jobId + "/checkpoints/config")
        .match(
            answered -> read(rest, jobId, answered.body()),
            refused -> {
              // So Flink answers for a batch job; a streaming one has settings even without any.
              if (refused.saysCheckpointingIsOff()) {
                return NONE;
              }
              throw refused.unavailable();
            });
  }

  private static CheckpointFacts read(FlinkRest rest, String jobId, JsonNode config)
      throws FlinkUnavailableException {
    String path = "/jobs/" + jobId;
    JsonNode job = rest.get(path);
    Instant now = Instant.ofEpochMilli(job.path("now").asLong());
    JsonNode checkpoints = rest.get(path + "/checkpoints");
    Newest newest = Newest.of(checkpoints.path("latest"));
    JsonNode externalization = config.path("externalization");
    boolean externalized = externalization.path("enabled").asBoolean();
    boolean enabled = isInterval(config.path("interval"));
    return new CheckpointFacts(
        enabled,
        externalized && !externalization.path("delete_on_cancellation").asBoolean(true),
        enabled
            ? AfterFailure.read(rest, jobId, job, newest.kind(), externalized)
            : AfterFailure.WITHOUT_CHECKPOINTS,
        millis(config.path("timeout")),
        newest.checkpoint(),
        newest.checkpoint().map(known -> since(newest.at(), now)),
        aligned(checkpoints, now));
  }

  /** Flink's word for no interval is the longest one that there is. */
  private static boolean isInterval(JsonNode millis) {
    return millis.canConvertToLong() && millis.asLong() > 0 && millis.asLong() < Long.MAX_VALUE;
  }

  /**
   * The newest state that the job's JobManager knows of.
   *
   * @param checkpoint its path, if it is a checkpoint
   * @param at the time at which it was completed or restored, in epoch milliseconds
   */
  private record Newest(AfterFailure.Newest kind, Optional<String> checkpoint, JsonNode at) {
    /**
     * The newest checkpoint: completed by this run or restored from, whichever has the higher id. A
     * JobManager that has taken over from another one knows the latter only, and a job that has
     * just been started from a savepoint has no checkpoint that is newer.
     */
    static Newest of(JsonNode latest) {
      JsonNode completed = latest.path("completed");
      JsonNode restored = latest.path("restored");
      boolean isRestored = restored.path("id").asLong(-1) > completed.path("id").asLong(-1);
      if (completed.isObject() && !isRestored) {
        return of(completed, completed.path("latest_ack_timestamp"));
      }
      if (isRestored && restored.path("is_savepoint").asBoolean(true)) {
        return new Newest(
            AfterFailure.Newest.SAVEPOINT, Optional.empty(), MissingNode.getInstance());
      }
      return of(restored, restored.path("restore_timestamp"));
    }

    private static Newest of(JsonNode checkpoint, JsonNode at) {
      return checkpoint.hasNonNull("external_path") && !checkpoint.path("discarded").asBoolean()
          ? new Newest(
              AfterFailure.Newest.CHECKPOINT,
              Optional.of(checkpoint.path("external_path").asText()),
              at)
          : new Newest(AfterFailure.Newest.NONE, Optional.empty(), at);
    }
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
