package io.conttune.controller.rescale.rest;

import io.conttune.collector.FlinkRest;
import io.conttune.collector.StateBackend;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.SavepointFormat;
import java.util.Objects;

/**
 * Chooses the format of a job's savepoints. The canonical one reads and writes each record of
 * state, which takes minutes for gigabytes on disk. The native one copies files as they are, and
 * can be restored at another parallelism, too.
 *
 * @param rest the job's cluster
 * @param wanted the user's choice
 */
record NativeSavepoints(FlinkRest rest, SavepointFormat wanted) {
  NativeSavepoints {
    Objects.requireNonNull(rest, "rest");
    Objects.requireNonNull(wanted, "wanted");
  }

  /**
   * Whether a savepoint of this job is to be native.
   *
   * @throws FlinkUnavailableException if Flink does not answer
   */
  boolean areFor(String jobId) throws FlinkUnavailableException {
    // No other choice of the user depends on the backend, so Flink is not asked for it.
    StateBackend backend = wanted == SavepointFormat.AUTO ? told(jobId) : StateBackend.NOT_TOLD;
    return wanted.of(backend.name(), backend.changelog()) == SavepointFormat.NATIVE;
  }

  /** Of a job that tells no settings nobody knows the backend. */
  private StateBackend told(String jobId) throws FlinkUnavailableException {
    return rest.ask("/jobs/" + jobId + "/checkpoints/config")
        .match(settings -> StateBackend.of(settings.body()), refused -> StateBackend.NOT_TOLD);
  }
}
