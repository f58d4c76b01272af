package io.conttune.informed;

import io.conttune.core.history.Observation;
import io.conttune.core.tuning.TunerState.Informed.Knowledge;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The processing ability that an operator had until some time, as logarithms, by parallelism. All
 * of it is corrected by the shifts that are known.
 *
 * @param logarithms of its observations at each parallelism, oldest first
 */
record FormerAbility(TreeMap<Integer, List<Double>> logarithms) {
  /** Observations that tell the ability at one parallelism. */
  static final int LEAST = 3;

  /** A remembered window holds about as many pieces, and deviates less by their root. */
  static final double PIECES_OF_WINDOW = 2;

  static FormerAbility until(Instant end, List<Observation> history, Knowledge known) {
    return new FormerAbility(
        history.stream()
            .filter(seen -> !seen.at().isAfter(end))
            .collect(
                Collectors.groupingBy(
                    Observation::parallelism,
                    TreeMap::new,
                    Collectors.mapping(
                        seen -> StrictMath.log(KnownCurve.corrected(seen, known)),
                        Collectors.toList()))));
  }

  /** The number of observations at this parallelism. */
  int samples(int parallelism) {
    return logarithms.getOrDefault(parallelism, List.of()).size();
  }

  /** Mean logarithm at this parallelism; empty if it was seldom observed. */
  OptionalDouble at(int parallelism) {
    return samples(parallelism) < LEAST
        ? OptionalDouble.empty()
        : OptionalDouble.of(Numbers.mean(logarithms.get(parallelism)));
  }

  /**
   * Logarithm at this parallelism, on the straight line between its neighbours on logarithmic axes
   * where it was seldom observed itself; empty beyond the data.
   */
  OptionalDouble between(int parallelism) {
    OptionalDouble own = at(parallelism);
    Map.Entry<Integer, List<Double>> below = logarithms.lowerEntry(parallelism);
    Map.Entry<Integer, List<Double>> above = logarithms.higherEntry(parallelism);
    if (own.isPresent() || below == null || above == null) {
      return own;
    }
    double from = StrictMath.log(below.getKey());
    double share = (StrictMath.log(parallelism) - from) / (StrictMath.log(above.getKey()) - from);
    double low = Numbers.mean(below.getValue());
    return OptionalDouble.of(low + share * (Numbers.mean(above.getValue()) - low));
  }

  /**
   * The deviation of one piece, told by how much the values of each parallelism scatter. Few values
   * of one parallelism alone would sometimes agree by chance.
   *
   * @param now values of pieces
   */
  double deviationOfPiece(List<Double> now) {
    double squares = Numbers.squares(now);
    int freedom = now.size() - 1;
    for (List<Double> same : logarithms.values()) {
      squares += PIECES_OF_WINDOW * Numbers.squares(same);
      freedom += same.size() - 1;
    }
    return freedom > 0 ? Math.sqrt(squares / freedom) : 0;
  }

  /** Sums over a few numbers. */
  static final class Numbers {
    private Numbers() {}

    static double mean(List<Double> values) {
      return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    /** Sum of the squared distances from the mean. */
    static double squares(List<Double> values) {
      double mean = mean(values);
      return values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    }
  }
}
