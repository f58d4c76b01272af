package io.conttune.gp;

import io.conttune.gp.internal.Cholesky;
import io.conttune.gp.internal.GoldenSection;

/**
 * The negative log marginal likelihood of the paper's surrogate, ½yᵀK⁻¹y + ½log|K| + n/2·log 2π
 * with K = σ²R(l) + 1e-8·I, and for each l the best σ. Works on R + δI with δ = 1e-8/σ², so that
 * the same factor serves every σ large enough to drown the jitter: there the best σ² is yᵀR⁻¹y/n.
 * Not thread-safe: it uses its memory again.
 */
final class RbfLikelihood {
  static final double JITTER = 1e-8;
  static final double MIN_SIGNAL = 1e-5;
  static final double MAX_SIGNAL = 5e5;
  static final double LEAST_PIVOT = 1e-13;

  /** Below half a unit in the last place of the diagonal's 1 the jitter does not exist. */
  private static final double FELT_JITTER = 1e-16;

  private static final double LOG_2_PI = StrictMath.log(2 * Math.PI);
  private static final double GRID_STEP = 1.5;
  private static final GoldenSection REFINE = new GoldenSection(1e-5);

  private final double[] abilities;
  private final DistanceTable distances;
  private final Cholesky factor;
  private final double[] work;
  private final double squaredNorm;

  RbfLikelihood(SortedPoints points) {
    abilities = points.processingAbilities();
    distances = new DistanceTable(points.parallelisms());
    factor = new Cholesky(points.size());
    work = new double[points.size()];
    double sum = 0;
    for (double ability : abilities) {
      sum += ability * ability;
    }
    squaredNorm = sum;
  }

  /** The likelihood at fixed parameters; +∞ where the covariance is as good as singular. */
  RbfFit at(double length, double signal) {
    double jitter = JITTER / (signal * signal);
    if (!factored(length, jitter)) {
      return RbfFit.impossible(length);
    }
    return fit(length, signal, quadraticForm());
  }

  /**
   * The best signal deviation within its bounds for a length.
   *
   * @param hopeless a value already reached elsewhere; what cannot be below it is not searched
   */
  RbfFit profile(double length, double hopeless) {
    if (!factored(length, 0)) {
      double largest = Math.sqrt(JITTER / (0.01 * LEAST_PIVOT));
      return searchSignal(length, largest, hopeless);
    }
    double quadraticForm = quadraticForm();
    double signal = clamp(Math.sqrt(quadraticForm / abilities.length));
    if (JITTER / (signal * signal) < FELT_JITTER) {
      return fit(length, signal, quadraticForm);
    }
    return searchSignal(length, Math.sqrt(JITTER / FELT_JITTER), hopeless);
  }

  private RbfFit searchSignal(double length, double largest, double hopeless) {
    if (leastPossible(largest) > hopeless) {
      return RbfFit.impossible(length);
    }
    double bottom = StrictMath.log(MIN_SIGNAL);
    double top = StrictMath.log(largest);
    RbfFit best = at(length, MIN_SIGNAL);
    for (double log = bottom + GRID_STEP; log <= top; log += GRID_STEP) {
      best = best.better(at(length, StrictMath.exp(log)));
    }
    double center = StrictMath.log(best.signal());
    double refined =
        REFINE.minimum(
            log -> at(length, StrictMath.exp(log)).negativeLogLikelihood(),
            Math.max(bottom, center - GRID_STEP),
            Math.min(top, center + GRID_STEP));
    return best.better(at(length, StrictMath.exp(refined)));
  }

  /** A lower bound for all signals up to the largest: no eigenvalue of K exceeds nσ² + jitter. */
  private double leastPossible(double largest) {
    int n = abilities.length;
    double largestEigenvalue = n * largest * largest + JITTER;
    return 0.5 * (squaredNorm / largestEigenvalue + n * StrictMath.log(JITTER) + n * LOG_2_PI);
  }

  private boolean factored(double length, double jitter) {
    distances.covariance(length, 1, 1 + jitter, factor.entries());
    return factor.factor(LEAST_PIVOT * (1 + jitter));
  }

  private double quadraticForm() {
    System.arraycopy(abilities, 0, work, 0, work.length);
    factor.solveLower(work);
    double sum = 0;
    for (double value : work) {
      sum += value * value;
    }
    return sum;
  }

  private RbfFit fit(double length, double signal, double quadraticForm) {
    int n = abilities.length;
    double value =
        0.5 * (quadraticForm / (signal * signal) + factor.logDeterminant() + n * LOG_2_PI)
            + n * StrictMath.log(signal);
    return new RbfFit(length, signal, value);
  }

  private static double clamp(double signal) {
    return Math.max(MIN_SIGNAL, Math.min(MAX_SIGNAL, signal));
  }
}
