package io.conttune.informed;

import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.history.Observation;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.tuning.InputParts;
import io.conttune.core.tuning.Plateau;
import io.conttune.core.tuning.PresentProof;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TunerState.Informed.Knowledge;
import io.conttune.gp.Prediction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The rules by which the tuner decides, one method each. {@link Part} replaces one of them by what
 * the tuner would do without it. All of them are pure.
 */
class Rules {
  /**
   * Standard deviations of the model by which its mean must exceed the rate. More of them save few
   * restarts, and cost slots in jobs of many operators, as the largest parallelism counts.
   */
  private static final double MARGIN = 0.5;

  /** The model's uncertainty argues for at most this much more than its mean does. */
  private static final double LEAST_OF_MEAN = 0.9;

  /** Standard deviations of the model for room that costs no slot. */
  private static final double CERTAIN = 2;

  /** The same as {@link #LEAST_OF_MEAN}, for room that costs no slot. */
  private static final double LEAST_CERTAIN_OF_MEAN = 0.8;

  /**
   * Where sources do not report their backlog, a job needs room to work off what its restart leaves
   * behind: while it does, nobody sees the load. This works off a downtime of 20 s in the eight
   * minutes for which, by default, it counts as owed.
   */
  private static final double UTILIZATION_OF_UNKNOWN = 0.96;

  /** Share of the headroom that covers the deviation of the rate. */
  private static final double COVERING = 0.5;

  /**
   * Most that is added to the load for its deviation, as a share of it. A rate that deviates by
   * more comes in bursts.
   */
  private static final double MOST_DEVIATION = 0.5;

  /** The settings that the other rules obey. */
  InformedSettings settings(InformedSettings given) {
    return given;
  }

  /** The load at the end of these pieces, by {@link SteadyLoad}. */
  SteadyLoad load(JobGraph graph, List<JobMetrics> pieces, double knownDeviation) {
    return SteadyLoad.of(graph, pieces, knownDeviation);
  }

  /** Returns whether the load is certain enough to take subtasks away. */
  boolean isConfirmed(SteadyLoad load) {
    return load.isConfirmed();
  }

  /** The balance of load and capacity in the newest piece. */
  Shortage shortage(JobGraph graph, JobMetrics newest, InformedSettings settings) {
    return Shortage.of(graph, newest, settings);
  }

  /** The knowledge after the changes of ability that these pieces show. */
  Map<OperatorId, Knowledge> shifted(
      TunerState.Informed before,
      List<JobMetrics> pieces,
      List<Saturated> saturatedIn,
      SteadyLoad load,
      Shortage shortage,
      Map<OperatorId, List<Observation>> history) {
    return AbilityShifts.applied(
        before.operators(), pieces, saturatedIn, load, shortage, history, before.tuning());
  }

  /**
   * The load to plan for, over that of the newest piece: the mean, and the part of its deviation
   * that the headroom of the target utilisation does not cover.
   */
  double overNewest(SteadyLoad load, JobGraph graph, InformedSettings settings) {
    double covered = (1 - settings.targetUtilization()) * COVERING;
    double uncovered = Math.max(0, load.deviationOfMean() - covered);
    return load.overNewest(graph) * (1 + Math.min(MOST_DEVIATION, uncovered));
  }

  /** The load over that of the newest piece, where a bottleneck tells it. */
  OptionalDouble overNewest(SteadyLoad load, JobGraph graph, Shortage shortage) {
    return LoadAtBottleneck.overNewest(load, graph, shortage);
  }

  /** Everything that is known of an operator's processing ability. */
  KnownCurve curve(List<Observation> observations, Knowledge knowledge) {
    return KnownCurve.of(observations, knowledge);
  }

  /** The same curve without what the present piece contradicts. */
  KnownCurve credible(KnownCurve curve, PresentProof present) {
    return curve.credible(present);
  }

  /** The limit of an operator beyond which more subtasks bring nothing. */
  Optional<Plateau> plateau(KnownCurve curve, InputParts parts) {
    return curve.plateau(parts);
  }

  /** Returns whether the last growth of an operator seems to have brought little. */
  boolean gainsLittle(KnownCurve curve, int present, InputParts parts) {
    return curve.gainsLittle(present, parts);
  }

  /** The processing ability on which a prediction may be relied, records/s. */
  double safe(Prediction expected) {
    return Math.max(
        expected.mean() - MARGIN * expected.standardDeviation(), LEAST_OF_MEAN * expected.mean());
  }

  /** The processing ability that is most likely exceeded, records/s. */
  double certain(Prediction expected) {
    return Math.max(
        expected.mean() - CERTAIN * expected.standardDeviation(),
        LEAST_CERTAIN_OF_MEAN * expected.mean());
  }

  /** The utilisation to plan for where not every source reports its backlog. */
  double utilizationOfUnknown(InformedSettings settings) {
    return Math.min(settings.targetUtilization(), UTILIZATION_OF_UNKNOWN);
  }

  /** Returns whether the job still works off what its last restart has left behind. */
  boolean isOwed(KnownJob job, InformedSettings settings) {
    return OwedBacklog.isWorkedOff(job, settings);
  }

  /** A guess of the load while sources that do not report their backlog are held up. */
  LargestRates.Guess guess(TunerState.Informed memory, SteadyLoad load) {
    return LargestRates.guess(memory.largestRates(), load);
  }
}
