package io.conttune.controller.service.report;

import io.conttune.controller.log.EventLog;
import io.conttune.core.time.SteadyClock;
import java.net.URI;
import java.util.List;

/**
 * Everything that hears of the loops: the log, and what else was given.
 *
 * @param log the log of the whole service
 * @param others give each loop one more listener
 */
public record Reports(EventLog log, List<LoopListeners> others) {
  public Reports {
    others = List.copyOf(others);
  }

  /**
   * The one listener of a job's loop. It tells the log first, so that no other can silence it.
   *
   * @param flink address of the job's cluster
   */
  public LoopListener of(String jobName, URI flink, SteadyClock clock) {
    JobLog jobLog = new JobLog(log.forJob(jobName), flink, clock);
    List<LoopListener> more = others.stream().map(each -> each.of(jobName, flink)).toList();
    return news -> {
      jobLog.hear(news);
      more.forEach(other -> other.hear(news));
    };
  }
}
