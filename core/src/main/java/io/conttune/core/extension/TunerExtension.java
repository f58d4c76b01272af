package io.conttune.core.extension;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.tuning.TuningInput;
import java.util.Map;

/** Makes tuners of the user's. A job's file names it by {@code tuner: {method: extension}}. */
public non-sealed interface TunerExtension extends Extension {
  /**
   * A tuner for one job. It is called often, also only to check a file, so it must be quick and
   * have no effect.
   *
   * @param settings those of the job's file
   * @throws IllegalArgumentException if a setting is wrong; the message says which, and what was
   *     expected
   */
  ParallelismTuner tuner(Map<String, String> settings);

  /** Decides on one window of metrics. It is asked by one thread at a time, and must not wait. */
  @FunctionalInterface
  interface ParallelismTuner {
    /**
     * The parallelism that the job should have.
     *
     * @param input the job, its measurements, its history, and the bounds of each operator
     */
    Proposal propose(TuningInput input);
  }

  /**
   * The answer of a tuner.
   *
   * @param parallelism of the operators that are to be changed, within their bounds; one that is
   *     not named keeps what it has
   * @param reason one sentence for a person
   */
  record Proposal(Map<OperatorId, Integer> parallelism, String reason) {
    public Proposal {
      parallelism = Map.copyOf(parallelism);
      reason = String.valueOf(reason);
    }
  }
}
