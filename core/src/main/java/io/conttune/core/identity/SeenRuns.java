package io.conttune.core.identity;

import java.util.Optional;

/** Port: keeps how each job was seen last, by job name. */
public interface SeenRuns {
  /** Replaces what is known of this job. It is durable when the call returns. */
  void saveSeenRun(String jobName, SeenRun run);

  /** What was saved last; empty for a job never seen. */
  Optional<SeenRun> seenRun(String jobName);
}
