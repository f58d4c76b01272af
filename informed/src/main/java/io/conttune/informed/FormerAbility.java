package io.conttune.informed;

import io.conttune.core.history.Observation;
import io.conttune.core.tuning.TunerState.Informed.Knowledge;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The processing ability that an operator had until some time, as logarithms, by parallelism. All
 * of it is corrected by the shifts that are known. Of most operators only the present parallelism
 * is asked for, so nothing is gathered before.
 *
 * @param end of the time
 * @param history its observations, oldest first
 * @param known of it
 */
record FormerAbility(Instant end, List<Observation> history, Knowledge known) {
  /** Observations that tell the ability at one parallelism. */
  static final int LEAST = 3;

  /** A remembered window holds about as many pieces, and deviates less by their root. */
  static final double PIECES_OF_WINDOW = 2;

  private TreeMap<Integer, List<Double>> byParallelism() {
    TreeMap<Integer, List<Double>> result = new TreeMap<>();
    for (Observation seen : history) {
      if (!seen.at().isAfter(end)) {
        result.computeIfAbsent(seen.parallelism(), p -> new ArrayList<>()).add(logarithm(seen));
      }
    }
    return result;
  }

  private double logarithm(Observation seen) {
    return StrictMath.log(KnownCurve.corrected(seen, known));
  }

  /** The logarithms of its observations at this parallelism, oldest first. */
  private List<Double> logarithms(int parallelism) {
    List<Double> result = new ArrayList<>();
    for (Observation seen : history) {
      if (seen.parallelism() == parallelism && !seen.at().isAfter(end)) {
        result.add(logarithm(seen));
      }
    }
    return result;
  }

  /** The number of observations at this parallelism. */
  int samples(int parallelism) {
    return logarithms(parallelism).size();
  }

  /** Mean logarithm at this parallelism; empty if it was seldom observed. */
  OptionalDouble at(int parallelism) {
    List<Double> own = logarithms(parallelism);
    return own.size() < LEAST ? OptionalDouble.empty() : OptionalDouble.of(Numbers.mean(own));
  }

  /**
   * Logarithm at this parallelism, on the straight line between its neighbours on logarithmic axes
   * where it was seldom observed itself; empty beyond the data, and where these fall. A single
   * subtask is no neighbour: its records are never spread unevenly, those of several are.
   */
  OptionalDouble between(int parallelism) {
    OptionalDouble own = at(parallelism);
    if (own.isPresent()) {
      return own;
    }
    TreeMap<Integer, List<Double>> logarithms = byParallelism();
    Map.Entry<Integer, List<Double>> below = logarithms.lowerEntry(parallelism);
    Map.Entry<Integer, List<Double>> above = logarithms.higherEntry(parallelism);
    if (below == null || above == null || below.getKey() == 1) {
      return OptionalDouble.empty();
    }
    double from = StrictMath.log(below.getKey());
    double share = (StrictMath.log(parallelism) - from) / (StrictMath.log(above.getKey()) - from);
    double low = Numbers.mean(below.getValue());
    double high = Numbers.mean(above.getValue());
    // Where more subtasks process less, nobody knows from which parallelism on.
    return high < low ? OptionalDouble.empty() : OptionalDouble.of(low + share * (high - low));
  }

  /**
   * The deviation of one piece, told by how much the values of each parallelism scatter. Few values
   * of one parallelism alone would sometimes agree by chance.
   *
   * @param now values of pieces
   */
  double deviationOfPiece(List<Double> now) {
    double squares = Numbers.squares(now);
    for (List<Double> same : byParallelism().values()) {
      squares += PIECES_OF_WINDOW * Numbers.squares(same);
    }
    int freedom = freedom(now);
    return freedom > 0 ? Math.sqrt(squares / freedom) : 0;
  }

  /** Degrees of freedom of {@link #deviationOfPiece}. */
  int freedom(List<Double> now) {
    int freedom = now.size() - 1;
    for (List<Double> same : byParallelism().values()) {
      freedom += same.size() - 1;
    }
    return freedom;
  }

  /** Sums over a few numbers. */
  static final class Numbers {
    private Numbers() {}

    static double mean(List<Double> values) {
      double sum = 0;
      for (double value : values) {
        sum += value;
      }
      return values.isEmpty() ? 0 : sum / values.size();
    }

    /** Sum of the squared distances from the mean. */
    static double squares(List<Double> values) {
      double mean = mean(values);
      return values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    }
  }
}
