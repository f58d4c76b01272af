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

  /**
   * The same by a list of jobs that is asked for now, not one that another look has asked for: for
   * an act that no second run of the job may meet.
   *
   * @throws FlinkUnavailableException if the cluster does not answer, or with what cannot be read
   */
  default JobSighting lookAnew() throws FlinkUnavailableException {
    return look();
  }
}
