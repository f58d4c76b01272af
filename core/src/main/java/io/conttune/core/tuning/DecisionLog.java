package io.conttune.core.tuning;

import java.time.Instant;
import java.util.List;

/** Port: keeps the decisions on each job, by job name. */
public interface DecisionLog {
  /** Adds a decision. It is durable when the call returns. */
  void append(DecisionRecord decision);

  /**
   * The newest decisions on this job that were taken within a time, newest first. The search goes
   * back from the newest decision and ends at the first one that is earlier than {@code from}.
   *
   * @param from the earliest time
   * @param to the latest time
   * @param limit the most that are returned
   */
  List<DecisionRecord> decisions(String jobName, Instant from, Instant to, int limit);

  /** The newest decisions on this job, newest first, at most {@code limit}. */
  default List<DecisionRecord> decisions(String jobName, int limit) {
    return decisions(jobName, Instant.MIN, Instant.MAX, limit);
  }
}
