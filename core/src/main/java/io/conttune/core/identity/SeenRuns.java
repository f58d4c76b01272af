package io.conttune.core.identity;

import java.util.Optional;

/** Port: keeps the run in which each job was last seen, by job name. */
public interface SeenRuns {
  /** Replaces the run of this job. It is durable when the call returns. */
  void saveSeenRun(String jobName, SeenRun run);

  /** The run that was saved last; empty for a job that was never seen. */
  Optional<SeenRun> seenRun(String jobName);
}
