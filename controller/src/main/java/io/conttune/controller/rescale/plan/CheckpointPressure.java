package io.conttune.controller.rescale.plan;

import io.conttune.collector.FlinkRest;
import io.conttune.collector.JsonFields;
import io.conttune.controller.config.DataSize;
import io.conttune.controller.config.NoShrinkConfig;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSnapshot;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The checkpoints of a running job: whether they fail or grow, and how much state they hold. Those
 * that somebody asks for, as savepoints, do not count.
 *
 * @param interval between two, in milliseconds; empty if the job takes none by itself
 * @param failed how many of the newest have failed in a row
 * @param newest the newest one that was completed
 * @param mean time of those of this run, in milliseconds
 */
record CheckpointPressure(
    OptionalDouble interval, int failed, Optional<Completed> newest, OptionalDouble mean) {
  private static final String TIME = "end_to_end_duration";

  /**
   * A checkpoint that was completed.
   *
   * @param millis that it took
   */
  record Completed(long id, long millis) {
    static Completed of(JsonFields checkpoint) throws FlinkUnavailableException {
      return new Completed(checkpoint.number("id"), checkpoint.number(TIME));
    }
  }

  /**
   * Reads it.
   *
   * @param findings are told if Flink refuses to say anything
   * @return empty if that is so, or if the job can have no checkpoints
   * @throws FlinkUnavailableException if Flink does not answer, or its answer is not understood
   */
  static Optional<CheckpointPressure> read(FlinkRest rest, String jobId, ShrinkFindings findings)
      throws FlinkUnavailableException {
    String path = "/jobs/" + jobId + "/checkpoints";
    return rest.ask(path + "/config")
        .match(
            answered ->
                Optional.of(
                    of(
                        JsonFields.of(answered).number("interval"),
                        JsonFields.of(rest.fetch(path)))),
            refused -> {
              if (!refused.saysCheckpointingIsOff()) {
                findings.untold("its checkpoints");
              }
              return Optional.empty();
            });
  }

  private static CheckpointPressure of(long interval, JsonFields told)
      throws FlinkUnavailableException {
    int failed = 0;
    Optional<Completed> newest = Optional.empty();
    for (JsonFields checkpoint : told.objects("history")) {
      String status = checkpoint.text("status");
      if (newest.isPresent() || checkpoint.flag("is_savepoint")) {
        continue;
      }
      if (status.equals("FAILED")) {
        failed++;
      } else if (status.equals("COMPLETED")) {
        newest = Optional.of(Completed.of(checkpoint));
      }
    }
    JsonFields latest = told.object("latest");
    if (newest.isEmpty() && latest.has("completed")) {
      newest = Optional.of(Completed.of(latest.object("completed")));
    }
    double mean = told.node().path("summary").path(TIME).path("avg").asDouble(0);
    return new CheckpointPressure(
        CheckpointFacts.isInterval(interval)
            ? OptionalDouble.of((double) interval)
            : OptionalDouble.empty(),
        failed,
        newest,
        mean > 0 ? OptionalDouble.of(mean) : OptionalDouble.empty());
  }

  /** Adds what speaks against taking subtasks away, but for the state. */
  void find(NoShrinkConfig config, ShrinkFindings findings) {
    config
        .failedCheckpoints()
        .filter(bound -> failed >= bound)
        .ifPresent(
            bound ->
                findings.veto(
                    "failed-checkpoints",
                    bound,
                    "the newest checkpoints have failed, %d in a row".formatted(failed)));
    config
        .checkpointAboveInterval()
        .ifPresent(
            bound ->
                findings.compare(
                    "checkpoint-above-interval",
                    bound,
                    "the time of the newest checkpoint in intervals",
                    in(interval)));
    config
        .checkpointAboveMean()
        .ifPresent(
            bound ->
                findings.compare(
                    "checkpoint-above-mean",
                    bound,
                    "the time of the newest checkpoint in mean times",
                    in(mean)));
  }

  private OptionalDouble in(OptionalDouble unit) {
    return newest.isPresent() && unit.isPresent()
        ? OptionalDouble.of(newest.get().millis() / unit.getAsDouble())
        : OptionalDouble.empty();
  }

  /** Adds the operators of which a subtask would have too much state. */
  void findState(
      FlinkRest rest,
      DataSize bound,
      JobSnapshot job,
      Map<OperatorId, Integer> wanted,
      ShrinkFindings findings)
      throws FlinkUnavailableException {
    Optional<JsonFields> tasks = newest.isPresent() ? tasks(rest, job.jobId()) : Optional.empty();
    if (tasks.isEmpty()) {
      findings.untold("the state of its operators");
      return;
    }
    for (JobVertex vertex : job.graph().vertices()) {
      int subtasks = wanted.get(vertex.id());
      String id = vertex.id().value();
      if (subtasks < vertex.parallelism() && tasks.get().has(id)) {
        double each = (double) tasks.get().object(id).number("state_size") / subtasks;
        if (each > bound.bytes()) {
          findings.veto(
              vertex.id(),
              "state-per-subtask-above",
              bound,
              "%s would have %s of state for each of %d subtasks"
                  .formatted(vertex.name(), DataSize.text(each), subtasks));
        }
      }
    }
  }

  /**
   * The state of each vertex. Before 1.15 Flink tells only what a checkpoint has added, and forgets
   * the details of the oldest.
   */
  private Optional<JsonFields> tasks(FlinkRest rest, String jobId)
      throws FlinkUnavailableException {
    return rest.ask("/jobs/%s/checkpoints/details/%d".formatted(jobId, newest.orElseThrow().id()))
        .match(
            answered -> {
              JsonFields details = JsonFields.of(answered);
              return details.has("checkpointed_size")
                  ? Optional.of(details.object("tasks"))
                  : Optional.empty();
            },
            refused -> Optional.empty());
  }
}
