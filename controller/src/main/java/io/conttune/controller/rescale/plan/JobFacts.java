package io.conttune.controller.rescale.plan;

import io.conttune.collector.FlinkRest;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.JobRuns;
import java.util.Objects;
import java.util.Optional;

/**
 * The answers of a running job that decide how it can be rescaled.
 *
 * @param scheduler whether it can be asked for another parallelism of a running job
 * @param lossByFailure why nothing of the job may be left if a stop fails, and what would help;
 *     empty if it restarts by itself or its checkpoints are kept
 * @param lossInPlace why a rescale in place may lose the job's state, and what would help; empty if
 *     checkpoints keep it
 */
public record JobFacts(
    Scheduler scheduler, Optional<String> lossByFailure, Optional<String> lossInPlace) {
  public JobFacts {
    Objects.requireNonNull(scheduler, "scheduler");
    Objects.requireNonNull(lossByFailure, "lossByFailure");
    Objects.requireNonNull(lossInPlace, "lossInPlace");
  }

  /** The ability of a job's scheduler to change its parallelism. */
  public enum Scheduler {
    /** It changes the parallelism of the running job: the adaptive one, from Flink 1.18 on. */
    RESCALES_IN_PLACE,
    /** Another parallelism takes another run. */
    RESCALES_BY_RESTART
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
        checkpoints.afterFailure().lossByOne(),
        checkpoints.lossInPlace());
  }
}
