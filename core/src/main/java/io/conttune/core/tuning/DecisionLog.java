package io.conttune.core.tuning;

import java.util.List;

/** Port: keeps the decisions on each job, by job name. */
public interface DecisionLog {
  /** Adds a decision. It is durable when the call returns. */
  void append(DecisionRecord decision);

  /** The newest decisions on this job, newest first, at most {@code limit}. */
  List<DecisionRecord> decisions(String jobName, int limit);
}
