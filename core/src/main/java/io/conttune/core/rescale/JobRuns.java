package io.conttune.core.rescale;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Port: tells what a cluster knows of the runs of its jobs. It changes nothing. */
public interface JobRuns {
  /**
   * Looks at one run of a job.
   *
   * @throws FlinkUnavailableException if the cluster does not answer
   */
  JobCondition condition(String jobId) throws FlinkUnavailableException;

  /**
   * The time at which the last subtask of a run began to work, by Flink's clock; empty if it is
   * unknown.
   *
   * @throws FlinkUnavailableException if the cluster does not answer
   */
  Optional<Instant> allUpSince(String jobId) throws FlinkUnavailableException;

  /**
   * The parallelism that a run asks its scheduler for, of every vertex. Empty where a run cannot
   * ask: its scheduler is not the adaptive one, its Flink is older than 1.18, or it is gone.
   *
   * @throws FlinkUnavailableException if the cluster does not answer
   */
  Optional<Map<OperatorId, ParallelismRange>> requirements(String jobId)
      throws FlinkUnavailableException;

  /**
   * The last failure of a run; empty if it has not failed, is gone, or its cluster does not tell.
   *
   * @throws FlinkUnavailableException if the cluster does not answer
   */
  Optional<RunFailure> lastFailure(String jobId) throws FlinkUnavailableException;

  /**
   * The change of its parallelism that the scheduler of a run has completed last since then; where
   * it has completed none, its newest. Empty where it tells none: its scheduler is not the adaptive
   * one, its Flink is older than 2.3, {@code web.adaptive-scheduler.rescale-history.size} is not
   * above 0, or the run is gone.
   *
   * @param since by Flink's clock
   * @throws FlinkUnavailableException if the cluster does not answer
   */
  Optional<SchedulerRescale> schedulerRescale(String jobId, Instant since)
      throws FlinkUnavailableException;
}
