package io.conttune.controller.rescale.plan;

import io.conttune.collector.FlinkRest;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.JobRuns;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The answers of a running job that decide how it can be rescaled.
 *
 * @param scheduler whether it can be asked for another parallelism of a running job
 * @param checkpointing whether the job takes checkpoints by itself, and whether a cancel keeps them
 * @param lossByFailure why nothing of the job may be left if a stop fails, and what would help;
 *     empty if it restarts by itself or its checkpoints are kept
 * @param parallelism that the run was started with; empty if Flink does not tell it
 */
public record JobFacts(
    Scheduler scheduler,
    Checkpointing checkpointing,
    Optional<String> lossByFailure,
    OptionalInt parallelism) {
  public JobFacts {
    Objects.requireNonNull(scheduler, "scheduler");
    Objects.requireNonNull(checkpointing, "checkpointing");
    Objects.requireNonNull(lossByFailure, "lossByFailure");
    Objects.requireNonNull(parallelism, "parallelism");
  }

  /** The ability of a job's scheduler to change its parallelism. */
  public enum Scheduler {
    /** It changes the parallelism of the running job: the adaptive one, from Flink 1.18 on. */
    RESCALES_IN_PLACE,
    /** Another parallelism takes another run. */
    RESCALES_BY_RESTART
  }

  /** The checkpoints of a job. */
  public enum Checkpointing {
    /** It takes none. */
    NONE,
    /** It takes them, and a cancel deletes them. */
    DELETED_ON_CANCEL,
    /** It takes them, and they survive a cancel. */
    RETAINED
  }

  /**
   * Reads them, and changes nothing.
   *
   * @param runs of the same cluster
   * @throws FlinkUnavailableException if the cluster does not answer
   */
  public static JobFacts read(FlinkRest rest, JobRuns runs, String jobId)
      throws FlinkUnavailableException {
    CheckpointFacts checkpoints = CheckpointFacts.read(rest, jobId);
    return new JobFacts(
        runs.requirements(jobId).isPresent()
            ? Scheduler.RESCALES_IN_PLACE
            : Scheduler.RESCALES_BY_RESTART,
        checkpointing(checkpoints),
        checkpoints.afterFailure().lossByOne(),
        ExecutionConfig.read(rest, jobId).parallelism());
  }

  private static Checkpointing checkpointing(CheckpointFacts checkpoints) {
    if (!checkpoints.enabled()) {
      return Checkpointing.NONE;
    }
    return checkpoints.retained() ? Checkpointing.RETAINED : Checkpointing.DELETED_ON_CANCEL;
  }
}
