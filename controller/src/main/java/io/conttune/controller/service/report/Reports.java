package io.conttune.controller.service.report;

import io.conttune.controller.log.EventLog;
import java.time.InstantSource;
import java.util.List;

/**
 * Everything that hears of the loops: the log, and what else was given.
 *
 * @param log the log of the whole service
 * @param others listeners that the loops of all jobs share; safe for several threads
 */
public record Reports(EventLog log, List<LoopListener> others) {
  public Reports {
    others = List.copyOf(others);
  }

  /** The one listener of a job's loop. It tells the log first, so that no other can silence it. */
  public LoopListener of(String jobName, InstantSource clock) {
    JobLog jobLog = new JobLog(log.forJob(jobName), clock);
    return news -> {
      jobLog.hear(news);
      others.forEach(other -> other.hear(news));
    };
  }
}
