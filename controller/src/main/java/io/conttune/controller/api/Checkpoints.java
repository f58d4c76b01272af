package io.conttune.controller.api;

import io.conttune.controller.api.document.HandoverDocument;
import io.conttune.controller.config.JobConfig;
import io.conttune.core.FlinkUnavailableException;
import java.util.Optional;

/** Port: the newest state of a run, which may have ended. */
@FunctionalInterface
public interface Checkpoints {
  /**
   * Asks the cluster.
   *
   * @param jobId of the run
   * @return empty if the cluster does not know the run any more, or no state of it is left
   * @throws FlinkUnavailableException if the cluster does not answer
   */
  Optional<HandoverDocument.State> newest(JobConfig job, String jobId)
      throws FlinkUnavailableException;
}
