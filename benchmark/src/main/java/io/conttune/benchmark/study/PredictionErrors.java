package io.conttune.benchmark.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/** The errors of one contender in one column of a table. */
final class PredictionErrors {
  private final List<Double> errors = new ArrayList<>();
  private int inside;
  private int withDeviation;

  /** Adds a prediction and the truth that it meets. */
  void add(StudiedModel.Estimate estimate, int parallelism, double truth) {
    double mean = estimate.mean(parallelism);
    errors.add(Math.abs(mean / truth - 1));
    OptionalDouble deviation = estimate.deviation(parallelism);
    if (deviation.isPresent()) {
      withDeviation++;
      inside += Math.abs(mean - truth) <= 2 * deviation.getAsDouble() ? 1 : 0;
    }
  }

  /** Mean of |prediction / truth − 1|; a sum in sorted order, so that it repeats. */
  double meanError() {
    List<Double> sorted = new ArrayList<>(errors);
    Collections.sort(sorted);
    return sorted.stream().reduce(0.0, Double::sum) / errors.size();
  }

  /** The share of truths within two deviations. */
  OptionalDouble coverage() {
    return withDeviation == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) inside / withDeviation);
  }

  int size() {
    return errors.size();
  }
}
