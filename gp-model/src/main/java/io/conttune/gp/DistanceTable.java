package io.conttune.gp;

import java.util.Arrays;

/**
 * The distances between the parallelisms of a history. Most occur many times, so the exponential,
 * the dearest part of a likelihood, is taken once per distinct distance.
 */
final class DistanceTable {
  private final int size;
  private final double[] squaredDistances;
  private final double[] correlations;
  private final int[] indexes;

  /** Expects the parallelisms in ascending order. */
  DistanceTable(int[] parallelisms) {
    size = parallelisms.length;
    int[] distances = distances(parallelisms);
    int[] distinct = Arrays.stream(distances).sorted().distinct().toArray();
    squaredDistances = Arrays.stream(distinct).mapToDouble(d -> (double) d * d).toArray();
    correlations = new double[distinct.length];
    indexes = new int[distances.length];
    for (int i = 0; i < distances.length; i++) {
      indexes[i] = Arrays.binarySearch(distinct, distances[i]);
    }
  }

  private static int[] distances(int[] parallelisms) {
    int n = parallelisms.length;
    int[] distances = new int[n * (n - 1) / 2];
    int at = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        distances[at++] = parallelisms[j] - parallelisms[i];
      }
    }
    return distances;
  }

  /** Fills the upper triangle with scale·exp(−d²/2l²) and the diagonal with what is given. */
  void covariance(double length, double scale, double diagonal, double[] entries) {
    double factor = -0.5 / (length * length);
    for (int i = 0; i < correlations.length; i++) {
      correlations[i] = scale * StrictMath.exp(factor * squaredDistances[i]);
    }
    int at = 0;
    for (int i = 0; i < size; i++) {
      entries[i * size + i] = diagonal;
      for (int j = i + 1; j < size; j++) {
        entries[i * size + j] = correlations[indexes[at++]];
      }
    }
  }
}
