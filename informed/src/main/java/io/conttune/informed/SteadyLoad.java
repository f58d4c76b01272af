package io.conttune.informed;

import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.OperatorMetrics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;

/**
 * The load since its last change. Rates are never averaged across a change: from the newest piece
 * of the window back, pieces are taken for as long as the rate of every source agrees.
 *
 * @param pieces in which the load is the same, oldest first, at least one
 * @param rates of each source over them, records/s: what it read and what its backlog grew by
 * @param deviation relative standard deviation of a rate in one piece
 * @param isLevel whether the run has shown that no rate deviates by more than what is the same
 */
record SteadyLoad(
    List<JobMetrics> pieces, Map<OperatorId, Double> rates, double deviation, boolean isLevel) {
  /** Pieces beyond these make the mean of an exact rate slow rather than more exact. */
  private static final int MOST = 4;

  /** The same of a rate that deviates much from piece to piece. */
  private static final int MOST_OF_NOISY = 8;

  /** Relative standard deviation of the mean from which on the rate is known well enough. */
  private static final double WELL_KNOWN = 0.04;

  /** Pieces that tell the deviation of the rate whatever was known of it before. */
  private static final int ENOUGH = 12;

  /** Share of time in which a source waits for room from which on it does not read its rate. */
  private static final double HELD_UP = 0.1;

  /** Relative distance up to which two rates are the same, however exact they are. */
  private static final double SAME = 0.02;

  /** Standard deviations up to which a distance is noise. */
  private static final double NOISE = 3;

  SteadyLoad {
    pieces = List.copyOf(pieces);
    rates = Map.copyOf(rates);
  }

  /**
   * The load at the end of these pieces.
   *
   * @param all pieces of one run, oldest first
   * @param known deviation as far as it was known before; counts where the pieces tell none
   */
  static SteadyLoad of(JobGraph graph, List<JobMetrics> all, double known) {
    OptionalDouble told = deviation(graph, all, SteadyLoad::readsFreely);
    // Few pieces may agree by chance.
    double deviation =
        told.isPresent() && all.size() >= ENOUGH
            ? told.getAsDouble()
            : Math.max(known, told.orElse(0));
    // A job without room is held up all the time. Its sources may tell their backlog all the same.
    OptionalDouble seen = told.isPresent() ? told : deviation(graph, all, SteadyLoad::tellsBacklog);
    boolean isLevel = seen.isPresent() && Math.max(deviation, seen.getAsDouble()) <= SAME;
    return of(graph, all, deviation, isLevel, tolerance -> tolerance);
  }

  /** The load over the newest pieces whatever their rates, and so also across a change. */
  static SteadyLoad acrossChanges(JobGraph graph, List<JobMetrics> all, double known) {
    SteadyLoad steady = of(graph, all, known);
    return of(
        graph, all, steady.deviation(), steady.isLevel(), tolerance -> Double.POSITIVE_INFINITY);
  }

  /** The load at the end of these pieces, if no rate deviates from the true one. */
  static SteadyLoad ofExactRates(JobGraph graph, List<JobMetrics> all) {
    return of(graph, all, 0, true, tolerance -> tolerance);
  }

  private static SteadyLoad of(
      JobGraph graph,
      List<JobMetrics> all,
      double deviation,
      boolean isLevel,
      DoubleUnaryOperator tolerated) {
    List<JobMetrics> same = new ArrayList<>(List.of(all.get(all.size() - 1)));
    Map<OperatorId, Double> rates = rates(graph, same);
    int most = Math.max(MOST, piecesOf(deviation));
    for (int i = all.size() - 2; i >= 0 && same.size() < most; i--) {
      Map<OperatorId, Double> before = rates(graph, List.of(all.get(i)));
      double tolerance = tolerance(deviation, 1 + 1.0 / same.size());
      if (!agree(before, rates, tolerated.applyAsDouble(tolerance))) {
        break;
      }
      same.add(0, all.get(i));
      rates = rates(graph, same);
    }
    return new SteadyLoad(same, rates, deviation, isLevel);
  }

  /** The newest piece. */
  JobMetrics newest() {
    return pieces.get(pieces.size() - 1);
  }

  /** Returns whether at least two pieces agree, so that neither holds a change. */
  boolean isConfirmed() {
    return pieces.size() > 1;
  }

  /** Returns whether so many pieces agree that their mean hardly deviates from the true rate. */
  boolean isWellKnown() {
    return pieces.size() >= piecesOf(deviation);
  }

  /** The pieces whose mean is exact enough, where one of them deviates by so much. */
  private static int piecesOf(double deviation) {
    double squared = (deviation / WELL_KNOWN) * (deviation / WELL_KNOWN);
    return (int) Math.min(MOST_OF_NOISY, Math.max(1, Math.ceil(squared)));
  }

  /** Returns whether a rate deviates by more from piece to piece than what counts as the same. */
  boolean isNoisy() {
    return deviation > SAME;
  }

  /** Relative standard deviation of the mean rates. */
  double deviationOfMean() {
    return deviation / Math.sqrt(pieces.size());
  }

  /** The mean rate over that of the newest piece, all sources together. */
  double overNewest(JobGraph graph) {
    double mean = rates.values().stream().mapToDouble(Double::doubleValue).sum();
    double newest =
        rates(graph, List.of(newest())).values().stream().mapToDouble(Double::doubleValue).sum();
    return newest > 0 && mean > 0 ? mean / newest : 1;
  }

  /** Returns whether this is the load for which these rates were told. */
  boolean isThatOf(Map<OperatorId, Double> told) {
    return told.keySet().equals(rates.keySet())
        && agree(told, rates, tolerance(deviation, 1 + 1.0 / pieces.size()));
  }

  private static double tolerance(double deviation, double variances) {
    return Math.max(SAME, NOISE * deviation * Math.sqrt(variances));
  }

  private static boolean agree(
      Map<OperatorId, Double> one, Map<OperatorId, Double> other, double tolerance) {
    return one.entrySet().stream()
        .allMatch(
            entry -> {
              double a = entry.getValue();
              double b = other.getOrDefault(entry.getKey(), 0.0);
              return a == b || (a > 0 && b > 0 && Math.abs(StrictMath.log(a / b)) <= tolerance);
            });
  }

  private static boolean readsFreely(OperatorMetrics source) {
    return source.backPressureShare() < HELD_UP;
  }

  private static boolean tellsBacklog(OperatorMetrics source) {
    return source.backlog().isPresent();
  }

  private static OptionalDouble deviation(
      JobGraph graph, List<JobMetrics> all, Predicate<OperatorMetrics> isTold) {
    return graph.sources().stream()
        .map(JobVertex::id)
        .flatMap(
            source ->
                Deviation.ofSteps(
                        all.stream()
                            .map(piece -> piece.operators().get(source))
                            .filter(read -> read != null && isTold.test(read))
                            .map(OperatorMetrics::arrivalRate)
                            .toList())
                    .stream()
                    .boxed())
        .mapToDouble(Double::doubleValue)
        .max();
  }

  private static Map<OperatorId, Double> rates(JobGraph graph, List<JobMetrics> pieces) {
    Map<OperatorId, Double> result = new HashMap<>();
    for (JobVertex source : graph.sources()) {
      pieces.stream()
          .filter(piece -> piece.operators().containsKey(source.id()))
          .mapToDouble(piece -> piece.of(source.id()).arrivalRate())
          .average()
          .ifPresent(mean -> result.put(source.id(), mean));
    }
    return result;
  }
}
