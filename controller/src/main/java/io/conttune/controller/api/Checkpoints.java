package io.conttune.controller.api;

import io.conttune.controller.api.document.HandoverDocument;
import io.conttune.controller.config.JobConfig;
import io.conttune.core.FlinkUnavailableException;
import java.util.Optional;

/** Port: the newest checkpoint of a running job. */
@FunctionalInterface
public interface Checkpoints {
  /**
   * Asks the cluster; empty if the job has completed none.
   *
   * @param jobId of the run
   * @throws FlinkUnavailableException if the cluster does not answer
   */
  Optional<HandoverDocument.State> newest(JobConfig job, String jobId)
      throws FlinkUnavailableException;
}
