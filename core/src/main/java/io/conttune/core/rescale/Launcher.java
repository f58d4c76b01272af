package io.conttune.core.rescale;

import io.conttune.core.FlinkUnavailableException;

/** Port: starts jobs. */
public interface Launcher {
  /**
   * Starts a job under an id chosen by the caller; the same request again starts no second copy.
   * Where the cluster does not honour the id, a run of this name and parallelism that has started
   * since is taken for the one that was asked for.
   *
   * @throws FlinkUnavailableException if it cannot be told whether the job was started; call again
   */
  Submission submit(LaunchRequest request) throws FlinkUnavailableException;
}
