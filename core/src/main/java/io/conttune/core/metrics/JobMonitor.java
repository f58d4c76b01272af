package io.conttune.core.metrics;

import io.conttune.core.FlinkUnavailableException;

/** Port: looks at one job once. */
public interface JobMonitor {
  /**
   * Asks the cluster for the job's graph and metrics now.
   *
   * @throws FlinkUnavailableException if the cluster does not answer, or with what cannot be read
   */
  JobSighting look() throws FlinkUnavailableException;
}
