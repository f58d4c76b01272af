package io.conttune.core.history;

import java.util.List;

/** Port: keeps what was observed of each job, by job name, over redeployments and restarts. */
public interface ObservationStore {
  /**
   * Adds these observations, oldest first, with their times to the microsecond. They are durable
   * when the call returns.
   */
  void append(String jobName, List<Observation> observations);

  /**
   * All that is known of this job, at most the {@code topK} newest per operator and parallelism.
   */
  History history(String jobName, int topK);
}
