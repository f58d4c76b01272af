package io.conttune.core.tuning;

import java.util.Optional;

/** Port: keeps the tuner's state of each job, by job name. */
public interface TunerStateStore {
  /** Replaces the state of this job. It is durable when the call returns. */
  void saveTunerState(String jobName, TunerState state);

  /** The state saved last; empty for a job never tuned. */
  Optional<TunerState> tunerState(String jobName);
}
