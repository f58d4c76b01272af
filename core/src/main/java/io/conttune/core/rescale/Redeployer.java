package io.conttune.core.rescale;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import java.util.Map;

/**
 * Port: all that a rescale does to a cluster: it stops, cancels and starts runs, and has them ask
 * for another parallelism. Every call may be repeated with the same ids without doing anything
 * twice. What a run has come to is told by {@link JobRuns}.
 */
public interface Redeployer extends Launcher {
  /**
   * Asks for a stop-with-savepoint, or, if this trigger id was used before, how far it is. Windows
   * are not fired ({@code drain: false}).
   *
   * @throws FlinkUnavailableException if it cannot be told whether the call arrived; call again
   */
  StopProgress stop(String jobId, String triggerId, String savepointDirectory)
      throws FlinkUnavailableException;

  /**
   * Asks for a job to be cancelled; does nothing if it has ended or does not exist.
   *
   * @throws FlinkUnavailableException if it cannot be told whether the call arrived; call again
   */
  void cancel(String jobId) throws FlinkUnavailableException;

  /**
   * Has a running job ask its scheduler for another parallelism. Flink's adaptive scheduler (1.18
   * and later) carries that out by itself, without another run of the job. That the scheduler
   * accepts does not say that, or when, the job gets it.
   *
   * @param ranges of every vertex of the job
   * @throws FlinkUnavailableException if it cannot be told whether the call arrived; call again
   */
  ChangeReply change(String jobId, Map<OperatorId, ParallelismRange> ranges)
      throws FlinkUnavailableException;
}
