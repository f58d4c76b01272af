package io.conttune.core.tuning;

/** Port: decides the parallelism of every operator of a job. Implementations are pure. */
public interface Tuner {
  /** The name under which it is configured and stands in evidence, for example {@code conttune}. */
  String name();

  /** The state of a job that it has never tuned. */
  TunerState initialState();

  /** Decides on one window of metrics. */
  Tuned decide(TuningInput input);
}
