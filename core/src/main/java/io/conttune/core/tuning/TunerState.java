package io.conttune.core.tuning;

import io.conttune.core.Case;
import io.conttune.core.Require;
import io.conttune.core.graph.OperatorId;
import java.util.Map;

/**
 * The memory of a tuner from one decision to the next. It goes into and comes out of {@link
 * Tuner#decide} and lives in the store, so that every decision can be replayed.
 *
 * <p>Each tuner has a record of its own. A tuner that is given the record of another one, because
 * the method of its job was changed, starts afresh. What was observed of the job is kept apart, in
 * the {@link io.conttune.core.history.History}, and holds for every tuner.
 */
public sealed interface TunerState {
  /** The answer of the case that this is. */
  <R, X extends Exception> R match(
      Case<ContTune, R, X> contTune, Case<Ds2, R, X> ds2, Case<None, R, X> none) throws X;

  /**
   * The part of this memory that still holds after somebody else has set the parallelism or started
   * the job. A proposal was made for the parallelism before, so it is forgotten.
   */
  TunerState afterChangeElsewhere();

  /**
   * Memory of {@code conttune}.
   *
   * @param largestParallelism p_max [ContTune Alg. 1], at least 1: the parallelism that the Big
   *     phase gives every operator; doubled when all have it and the job is still short
   */
  record ContTune(int largestParallelism) implements TunerState {
    public ContTune {
      Require.atLeast("p_max", 1, largestParallelism);
    }

    @Override
    public <R, X extends Exception> R match(
        Case<ContTune, R, X> contTune, Case<Ds2, R, X> ds2, Case<None, R, X> none) throws X {
      return contTune.of(this);
    }

    @Override
    public ContTune afterChangeElsewhere() {
      return this;
    }
  }

  /**
   * Memory of {@code ds2} [DS2 §4].
   *
   * @param windowsSinceRescale metrics windows seen since the last redeployment (warm-up)
   * @param agreeing number of windows in a row that proposed the same parallelism (activation)
   * @param proposal the parallelism that they proposed; empty before the first
   * @param targetRateRatio factor on the target rates of a job that lags although the method has
   *     converged; at least 1
   */
  record Ds2(
      int windowsSinceRescale,
      int agreeing,
      Map<OperatorId, Integer> proposal,
      double targetRateRatio)
      implements TunerState {
    /** No window seen yet. */
    public static final Ds2 INITIAL = new Ds2(0, 0, Map.of(), 1);

    public Ds2 {
      Require.atLeast("windows since rescale", 0, windowsSinceRescale);
      Require.atLeast("agreeing windows", 0, agreeing);
      proposal = Map.copyOf(proposal);
      if (Require.positive("target rate ratio", targetRateRatio) < 1) {
        throw new IllegalArgumentException(
            "target rate ratio must be at least 1, but is " + targetRateRatio);
      }
    }

    @Override
    public <R, X extends Exception> R match(
        Case<ContTune, R, X> contTune, Case<Ds2, R, X> ds2, Case<None, R, X> none) throws X {
      return ds2.of(this);
    }

    @Override
    public Ds2 afterChangeElsewhere() {
      return INITIAL;
    }
  }

  /** The empty memory of a tuner that decides by one window alone. */
  record None() implements TunerState {
    @Override
    public <R, X extends Exception> R match(
        Case<ContTune, R, X> contTune, Case<Ds2, R, X> ds2, Case<None, R, X> none) throws X {
      return none.of(this);
    }

    @Override
    public None afterChangeElsewhere() {
      return this;
    }
  }
}
