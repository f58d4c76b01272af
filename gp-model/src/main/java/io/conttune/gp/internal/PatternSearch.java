package io.conttune.gp.internal;

import java.util.function.ToDoubleFunction;

/**
 * Descends from a start by trying a step up and down along each coordinate and halving the steps
 * when none helps. Needs no derivative, repeats exactly, and ends after a bounded number of tries.
 */
public final class PatternSearch {
  private final double tolerance;
  private final int maxSweeps;

  /**
   * Sets the precision.
   *
   * @param tolerance the step below which the search ends
   * @param maxSweeps the search ends after this many rounds over the coordinates at the latest
   */
  public PatternSearch(double tolerance, int maxSweeps) {
    this.tolerance = tolerance;
    this.maxSweeps = maxSweeps;
  }

  /**
   * Searches.
   *
   * @param function may answer +∞, never NaN
   * @param start where to begin; not changed
   * @param step the first step, the same along each coordinate
   * @return the best argument found
   */
  public double[] minimum(ToDoubleFunction<double[]> function, double[] start, double step) {
    double[] best = start.clone();
    double value = function.applyAsDouble(best);
    double width = step;
    for (int sweep = 0; sweep < maxSweeps && width >= tolerance; sweep++) {
      double before = value;
      for (int i = 0; i < best.length; i++) {
        value = move(function, best, i, width, value);
      }
      if (!(value < before)) {
        width /= 2;
      }
    }
    return best;
  }

  private static double move(
      ToDoubleFunction<double[]> function, double[] best, int i, double width, double value) {
    double center = best[i];
    for (double candidate : new double[] {center + width, center - width}) {
      best[i] = candidate;
      double tried = function.applyAsDouble(best);
      if (tried < value) {
        return tried;
      }
    }
    best[i] = center;
    return value;
  }
}
