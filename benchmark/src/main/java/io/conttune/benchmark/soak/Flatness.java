package io.conttune.benchmark.soak;

import java.util.Arrays;
import java.util.List;

/**
 * The growth of something: the median of the last quarter of its samples beside that of the first.
 *
 * @param what it is
 * @param first median of the first quarter
 * @param last median of the last quarter
 * @param bound the most that the latter may be
 */
record Flatness(String what, double first, double last, double bound) {
  private static final double SHARE = 0.1;

  /** Fewer samples tell nothing. */
  static final int LEAST_SAMPLES = 8;

  /**
   * Of these samples.
   *
   * @param samples in the order of time
   * @param slack by which it may be more than a tenth above the first
   */
  static Flatness of(String what, List<Double> samples, double slack) {
    int quarter = samples.size() / 4;
    double first = median(samples.subList(0, quarter));
    double last = median(samples.subList(samples.size() - quarter, samples.size()));
    return new Flatness(what, first, last, first * (1 + SHARE) + slack);
  }

  static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return Arrays.stream(sorted, (sorted.length - 1) / 2, sorted.length / 2 + 1)
        .average()
        .orElseThrow();
  }

  /** Whether it is within its bound; not if nothing was sampled. */
  boolean holds() {
    return last <= bound;
  }
}
