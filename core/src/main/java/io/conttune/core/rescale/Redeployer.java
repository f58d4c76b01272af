package io.conttune.core.rescale;

import io.conttune.core.FlinkUnavailableException;

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
   * Starts a job under an id chosen by the caller, from this state.
   *
   * @throws FlinkUnavailableException if it cannot be told whether the job was started; call again
   */
  Submission submit(String jobId, Launch launch, String statePath) throws FlinkUnavailableException;

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
}
