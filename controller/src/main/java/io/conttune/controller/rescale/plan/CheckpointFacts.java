package io.conttune.controller.rescale.plan;

import io.conttune.collector.FlinkRest;
import io.conttune.collector.JsonFields;
import io.conttune.collector.StateBackend;
import io.conttune.core.FlinkUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
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
 * @param backend of its state
 * @param stateBytes size of all state in the newest one that this run has completed; empty if there
 *     is none. Flink before 1.15 does not tell it of incremental ones
 */
record CheckpointFacts(
    boolean enabled,
    boolean retained,
    AfterFailure afterFailure,
    Optional<Duration> timeout,
    Optional<String> newest,
    Optional<Duration> age,
    Optional<Duration> aligned,
    StateBackend backend,
    OptionalLong stateBytes) {
  private static final String ALIGNED = "CHECKPOINT";
  private static final String PATH = "external_path";

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

  /** Facts without the state backend and the size of its state, which Flink does not tell. */
  CheckpointFacts(
      boolean enabled,
      boolean retained,
      AfterFailure afterFailure,
      Optional<Duration> timeout,
      Optional<String> newest,
      Optional<Duration> age,
      Optional<Duration> aligned) {
    this(
        enabled,
        retained,
        afterFailure,
        timeout,
        newest,
        age,
        aligned,
        StateBackend.NOT_TOLD,
        OptionalLong.empty());
  }

  /**
   * Reads them of a running job.
   *
   * @throws FlinkUnavailableException if Flink does not answer, or its answer is not understood
   */
  static CheckpointFacts read(FlinkRest rest, String jobId) throws FlinkUnavailableException {
    return rest.ask("/jobs/" + jobId + "/checkpoints/config")
        .match(
            answered -> read(rest, jobId, JsonFields.of(answered)),
            refused -> {
              // So Flink answers for a batch job; a streaming one has settings even without any.
              if (refused.saysCheckpointingIsOff()) {
                return NONE;
              }
              throw refused.unavailable();
            });
  }

  private static CheckpointFacts read(FlinkRest rest, String jobId, JsonFields config)
      throws FlinkUnavailableException {
    String path = "/jobs/" + jobId;
    JsonFields job = JsonFields.of(rest.fetch(path));
    Instant now = Instant.ofEpochMilli(job.number("now"));
    JsonFields checkpoints = JsonFields.of(rest.fetch(path + "/checkpoints"));
    NewestState newest = NewestState.of(checkpoints.object("latest"));
    JsonFields externalization = config.object("externalization");
    boolean externalized = externalization.flag("enabled");
    boolean enabled = isInterval(config.number("interval"));
    return new CheckpointFacts(
        enabled,
        externalized && !externalization.flag("delete_on_cancellation"),
        enabled
            ? AfterFailure.read(rest, jobId, job, newest.restorePoint(), externalized)
            : AfterFailure.WITHOUT_CHECKPOINTS,
        millis(config.number("timeout")),
        newest.checkpoint().map(Dated::path),
        newest.checkpoint().map(known -> since(known.at(), now)),
        aligned(checkpoints, now),
        StateBackend.of(config.node()),
        stateBytes(checkpoints.object("latest")));
  }

  /** Where Flink tells both, one is the size of what an incremental checkpoint has added. */
  private static OptionalLong stateBytes(JsonFields latest) throws FlinkUnavailableException {
    if (!latest.has("completed") || !latest.object("completed").has("checkpointed_size")) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(latest.object("completed").number("state_size"));
  }

  /** Flink reports the largest long value if no interval is set. */
  static boolean isInterval(long millis) {
    return millis > 0 && millis < Long.MAX_VALUE;
  }

  /**
   * A checkpoint.
   *
   * @param at the time at which it was completed or restored, in epoch milliseconds
   */
  private record Dated(String path, long at) {}

  /**
   * The newest state that the job's JobManager knows of.
   *
   * @param checkpoint if it is one
   */
  private record NewestState(AfterFailure.RestorePoint restorePoint, Optional<Dated> checkpoint) {
    private static final NewestState NONE =
        new NewestState(AfterFailure.RestorePoint.NONE, Optional.empty());

    /**
     * The newest checkpoint: completed by this run or restored from, whichever has the higher id. A
     * JobManager that has taken over from another one knows the latter only, and a job that has
     * just been started from a savepoint has no checkpoint that is newer.
     */
    static NewestState of(JsonFields latest) throws FlinkUnavailableException {
      long completed = id(latest, "completed");
      long restored = id(latest, "restored");
      if (restored > completed) {
        return restored(latest.object("restored"));
      }
      return completed < 0 ? NONE : completed(latest.object("completed"));
    }

    /** The id of the newest of a kind; -1 if there is none. */
    private static long id(JsonFields latest, String kind) throws FlinkUnavailableException {
      return latest.has(kind) ? latest.object(kind).number("id") : -1;
    }

    private static NewestState restored(JsonFields restored) throws FlinkUnavailableException {
      return restored.flag("is_savepoint")
          ? new NewestState(AfterFailure.RestorePoint.SAVEPOINT, Optional.empty())
          : of(restored, restored.number("restore_timestamp"));
    }

    private static NewestState completed(JsonFields completed) throws FlinkUnavailableException {
      return completed.flag("discarded")
          ? NONE
          : of(completed, completed.number("latest_ack_timestamp"));
    }

    /** Flink knows no path of one that stands in no file system. */
    private static NewestState of(JsonFields checkpoint, long at) throws FlinkUnavailableException {
      return checkpoint.has(PATH)
          ? new NewestState(
              AfterFailure.RestorePoint.CHECKPOINT,
              Optional.of(new Dated(checkpoint.text(PATH), at)))
          : NONE;
    }
  }

  /** Why a rescale in place may lose the job's state, and what would help; empty if it is kept. */
  Optional<String> lossInPlace() {
    if (!enabled) {
      return Optional.of(
          "the job takes no checkpoints, and in place it would start from scratch; set"
              + " execution.checkpointing.interval");
    }
    if (newest.isEmpty()) {
      return Optional.of(
          "the job has completed no checkpoint, and in place it would start from scratch, or from"
              + " the savepoint that it was started from");
    }
    return afterFailure
        .lossByMany()
        .map(
            why ->
                "a parallelism that does not come up in place may leave nothing of the job: "
                    + why);
  }

  /** The directory below which runs keep their checkpoints in folders of their ids. */
  Optional<String> root(String jobId) {
    return newest
        .map(path -> path.replaceFirst("/chk-[0-9]+/?$", ""))
        .filter(path -> path.endsWith("/" + jobId))
        .map(path -> path.substring(0, path.length() - jobId.length() - 1));
  }

  private static Optional<Duration> aligned(JsonFields checkpoints, Instant now)
      throws FlinkUnavailableException {
    Optional<Duration> underWay = Optional.empty();
    for (JsonFields checkpoint : checkpoints.objects("history")) {
      boolean isAligned = checkpoint.text("checkpoint_type").equals(ALIGNED);
      String status = isAligned ? checkpoint.text("status") : "";
      if (status.equals("IN_PROGRESS")) {
        underWay = Optional.of(since(checkpoint.number("trigger_timestamp"), now));
      } else if (status.equals("COMPLETED")) {
        Optional<Duration> took = millis(checkpoint.number("end_to_end_duration"));
        return Stream.of(underWay, took).flatMap(Optional::stream).max(Comparator.naturalOrder());
      }
    }
    return underWay;
  }

  private static Optional<Duration> millis(long value) {
    return value >= 0 ? Optional.of(Duration.ofMillis(value)) : Optional.empty();
  }

  private static Duration since(long epochMillis, Instant now) {
    Duration age = Duration.between(Instant.ofEpochMilli(epochMillis), now);
    return age.isNegative() ? Duration.ZERO : age;
  }
}
