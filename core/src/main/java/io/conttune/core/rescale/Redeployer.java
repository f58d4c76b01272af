package io.conttune.core.rescale;

import io.conttune.core.FlinkUnavailableException;
import java.time.Instant;
import java.util.Optional;

/**
 * Port: what a rescale asks of a cluster. Every call may be repeated with the same ids without
 * doing anything twice.
 */
public interface Redeployer {
  /**
   * Asks for a stop-with-savepoint, or, if this trigger id was used before, how far it is. Windows
   * are not fired ({@code drain: false}).
   *
   * @throws FlinkUnavailableException if it cannot be told whether the call arrived; call again
   */
  StopProgress stop(String jobId, String triggerId, String savepointDirectory)
      throws FlinkUnavailableException;

  /**
   * Starts a job under an id chosen by the caller. Where the cluster does not honour that id, a run
   * of this name and parallelism that has started since is taken for the one that was asked for.
   *
   * @throws FlinkUnavailableException if it cannot be told whether the job was started; call again
   */
  Submission submit(LaunchRequest request) throws FlinkUnavailableException;

  /**
   * Asks for a job to be cancelled; does nothing if it has ended or does not exist.
   *
   * @throws FlinkUnavailableException if it cannot be told whether the call arrived; call again
   */
  void cancel(String jobId) throws FlinkUnavailableException;

  /**
   * Looks at one run of a job.
   *
   * @throws FlinkUnavailableException if the cluster does not answer
   */
  JobCondition condition(String jobId) throws FlinkUnavailableException;

  /**
   * When the last subtask of a job began to run, by Flink's clock; empty if that cannot be told.
   *
   * @throws FlinkUnavailableException if the cluster does not answer
   */
  Optional<Instant> allUpSince(String jobId) throws FlinkUnavailableException;

  /** What running jobs ask their scheduler for. */
  ResourceRequirements requirements();
}
