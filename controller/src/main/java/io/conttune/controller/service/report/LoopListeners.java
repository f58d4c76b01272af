package io.conttune.controller.service.report;

import java.net.URI;

/** Port: gives the loop of each job a listener. */
@FunctionalInterface
public interface LoopListeners {
  /**
   * The listener of this job's loop. It must not wait: the loop does not step on meanwhile.
   *
   * @param flink address of the job's cluster, for people
   */
  LoopListener of(String jobName, URI flink);
}
