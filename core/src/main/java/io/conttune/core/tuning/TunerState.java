package io.conttune.core.tuning;

import io.conttune.core.Require;
import io.conttune.core.graph.OperatorId;
import java.util.Map;
import java.util.Objects;

/**
 * What a tuner must remember from one decision to the next. It goes in and comes out of {@link
 * Tuner#decide} and lives in the store, so that every decision can be replayed.
 *
 * @param largestParallelism p_max [ContTune Alg. 1]: what the Big phase gives every operator;
 *     doubled when all have it and the job is still short
 * @param phase of Algorithm 1
 * @param linear what the linear method remembers
 */
public record TunerState(int largestParallelism, Phase phase, Linear linear) {
  public TunerState {
    Require.atLeast("p_max", 1, largestParallelism);
    Objects.requireNonNull(phase, "phase");
    Objects.requireNonNull(linear, "linear");
  }

  /** The state of a job that was never tuned, with a first p_max. */
  public static TunerState initial(int largestParallelism) {
    return new TunerState(largestParallelism, Phase.SMALL, Linear.INITIAL);
  }

  /**
   * What still holds of this state when somebody else has set the parallelism, or started the job:
   * p_max. What was enlarged and what was proposed was so for another parallelism.
   */
  public TunerState afterChangeElsewhere() {
    return new TunerState(largestParallelism, Phase.SMALL, Linear.INITIAL);
  }

  /** The phases of Algorithm 1. */
  public enum Phase {
    /** Enlarged to clear backpressure; ends when it is cleared. */
    BIG,
    /** Fitting the parallelism to the rate. */
    SMALL
  }

  /**
   * Memory of the linear method [DS2 §4].
   *
   * @param windowsSinceRescale metrics windows seen since the last redeployment (warm-up)
   * @param agreeing how many windows in a row proposed the same parallelism (activation)
   * @param proposal the parallelism that they proposed; empty before the first
   * @param targetRateRatio factor on the target rates for a job that lags though the method has
   *     converged; at least 1
   */
  public record Linear(
      int windowsSinceRescale,
      int agreeing,
      Map<OperatorId, Integer> proposal,
      double targetRateRatio) {
    /** Nothing seen yet. */
    public static final Linear INITIAL = new Linear(0, 0, Map.of(), 1);

    public Linear {
      Require.atLeast("windows since rescale", 0, windowsSinceRescale);
      Require.atLeast("agreeing windows", 0, agreeing);
      proposal = Map.copyOf(proposal);
      if (Require.positive("target rate ratio", targetRateRatio) < 1) {
        throw new IllegalArgumentException(
            "target rate ratio must be at least 1, but is " + targetRateRatio);
      }
    }
  }
}
