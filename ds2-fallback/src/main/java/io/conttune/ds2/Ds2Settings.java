package io.conttune.ds2;

import io.conttune.core.Require;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.rates.Demand;
import io.conttune.core.rates.Load;
import io.conttune.core.rates.TargetRates;
import io.conttune.core.tuning.CatchUp;
import io.conttune.core.tuning.LeastUtilization;
import io.conttune.core.tuning.RedeploymentRule;
import io.conttune.core.tuning.TuningInput;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Settings of DS2 as a tuner.
 *
 * @param warmUpWindows metrics windows ignored after a redeployment [DS2 §4.2], at least 0
 * @param activationWindows windows in a row that must propose the same [DS2 §4.2], at least 1
 * @param targetUtilization share of the capacity that the rate may take, in (0, 1]; 1 is the
 *     paper's
 * @param catchUp time in which to work a backlog off, and what a redeployment leaves of one; empty
 *     as in the paper, which plans no capacity for a backlog
 * @param decisionThreshold relative change of the total parallelism below which a job is not
 *     redeployed, unless an operator is short, at least 0; 0 is the paper's, which also changes a
 *     job on a window in which the rates changed
 * @param lag tells when sources lag, and bounds the reaction to it
 */
public record Ds2Settings(
    int warmUpWindows,
    int activationWindows,
    double targetUtilization,
    Optional<CatchUp> catchUp,
    double decisionThreshold,
    Lag lag) {
  /** As in the paper, which leaves the number of windows and the ratio to its user. */
  public static final Ds2Settings DEFAULT =
      new Ds2Settings(0, 1, 1.0, Optional.empty(), 0, Lag.DEFAULT);

  public Ds2Settings {
    Require.atLeast("warm-up windows", 0, warmUpWindows);
    Require.atLeast("activation windows", 1, activationWindows);
    Require.positive("target utilization", Require.share("target utilization", targetUtilization));
    Objects.requireNonNull(catchUp, "catchUp");
    Require.nonNegative("decision threshold", decisionThreshold);
    Objects.requireNonNull(lag, "lag");
  }

  /** Busy share from which on an operator is short whatever the target. */
  private static final double FULL = 0.98;

  /** Largest drift of the rates within a window on which a job is sized. */
  private static final double STEADY = 0.1;

  /**
   * By how much the rates changed within this window, if that is too much to take subtasks away.
   * Such a window may lack most of what a source reads in one batch.
   */
  OptionalDouble unsteadiness(JobMetrics window) {
    OptionalDouble drift = window.drift();
    return decisionThreshold > 0 && drift.isPresent() && drift.getAsDouble() > STEADY
        ? drift
        : OptionalDouble.empty();
  }

  /**
   * By how much the rates changed within this window, if that is too much to add subtasks. The mean
   * of an old rate and a new one is neither: a job would grow for it, and again for the new one.
   * While some operator is full throughout the window, the job cannot wait.
   */
  OptionalDouble unsteadinessAgainstMore(JobMetrics window) {
    boolean isShort = window.operators().values().stream().anyMatch(Ds2Settings::isBusyThroughout);
    return isShort ? OptionalDouble.empty() : unsteadiness(window);
  }

  /** Works all the time, or waits all the time for one that does. */
  private static boolean isBusyThroughout(OperatorMetrics measured) {
    return measured.usefulTime() >= FULL || measured.time().idle() <= 1 - FULL;
  }

  /** Utilisation of all operators at their target rates. */
  Map<OperatorId, Double> utilization(TuningInput input, TargetRates.Known rates) {
    return LeastUtilization.of(input, rates, FULL);
  }

  /** Weighs a change against a redeployment. */
  RedeploymentRule redeployment() {
    return new RedeploymentRule(decisionThreshold, targetUtilization, FULL);
  }

  /**
   * Capacity that an operator should have for a multiple of its rate.
   *
   * @param times the rate, above 0
   */
  Load capacity(Demand demand, JobVertex vertex, double times) {
    return catchUp
        .map(
            room ->
                room.capacity(
                    demand,
                    times,
                    targetUtilization,
                    lag.negligibleBacklog(),
                    vertex.parallelism()))
        .orElseGet(() -> demand.rate().times(times * (1 / targetUtilization)));
  }

  /** Capacity that works the operator's backlog off in time; none for a negligible one. */
  Load forBacklog(Demand demand, JobVertex vertex) {
    return catchUp
        .map(
            room ->
                demand.backlogCapacity(room.time(), lag.negligibleBacklog(), vertex.parallelism()))
        .orElse(Load.ZERO);
  }

  /** Time in which a backlog is worked off; none where no capacity is planned for one. */
  Duration timeToCatchUp() {
    return catchUp.map(CatchUp::time).orElse(Duration.ZERO);
  }

  /**
   * The job lags if the method has converged and a source still reads less than its real rate. The
   * target rates are then scaled by the ratio of the two [DS2 §4.2].
   *
   * @param tolerance a source that reads less than its real rate by up to this share does not lag,
   *     0..1
   * @param backPressure least backpressure share of a source without a known backlog at which it
   *     lags, in (0, 1]
   * @param mostRatio bound of the target-rate ratio, at least 1; 1 switches it off
   * @param negligibleBacklog a backlog worth less than this of the rate counts as none
   */
  public record Lag(
      double tolerance, double backPressure, double mostRatio, Duration negligibleBacklog) {
    /** 2 % tolerance, 10 % backpressure, ratio up to 1.5, one second of backlog. */
    public static final Lag DEFAULT = new Lag(0.02, 0.1, 1.5, Duration.ofSeconds(1));

    public Lag {
      Require.share("lag tolerance", tolerance);
      Require.positive("backpressure of a lag", Require.share("backpressure", backPressure));
      if (Require.positive("most target-rate ratio", mostRatio) < 1) {
        throw new IllegalArgumentException(
            "most target-rate ratio must be at least 1, but is " + mostRatio);
      }
      if (negligibleBacklog.isNegative()) {
        throw new IllegalArgumentException(
            "negligible backlog must not be negative, but is " + negligibleBacklog);
      }
    }
  }
}
