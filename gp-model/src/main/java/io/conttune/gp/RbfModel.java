package io.conttune.gp;

import static io.conttune.gp.internal.SampleStatistics.sumOfSquares;

import io.conttune.gp.internal.Cholesky;
import java.util.List;

/**
 * The posterior of the paper's surrogate [ContTune Eq. 3]: μ = kᵀK⁻¹y, σ² = k(p,p) − kᵀK⁻¹k. With K
 * = UᵀU, v = U⁻ᵀk and z = U⁻ᵀy these are v·z and k(p,p) − v·v.
 *
 * <p>At an observed parallelism the mean equals the observation up to rounding only, above or below
 * it. The order of the operations here is therefore part of the behaviour: where a rate equals an
 * observation to the last bit, it decides whether the observation's parallelism is picked.
 *
 * <p>Should rounding leave the covariance not positive definite, its diagonal is raised tenfold at
 * a time until it is.
 */
final class RbfModel implements Model {
  /**
   * A variance below this share of the signal's is the rounding of a difference, and means none.
   */
  private static final double ROUNDING = 1e-14;

  private final SortedPoints points;
  private final int[] parallelisms;
  private final RbfFit fit;
  private final double variance;
  private final Cholesky factor;
  private final double[] whitened;

  RbfModel(SortedPoints points, RbfFit fit) {
    this.points = points;
    this.parallelisms = points.parallelisms();
    this.fit = fit;
    this.variance = fit.signal() * fit.signal();
    factor = new Cholesky(points.size());
    DistanceTable distances = new DistanceTable(parallelisms);
    double jitter = RbfLikelihood.JITTER;
    do {
      distances.covariance(fit.length(), variance, variance + jitter, factor.entries());
      jitter = Math.max(10 * jitter, variance * RbfLikelihood.LEAST_PIVOT);
    } while (!factor.factor(0));
    whitened = points.processingAbilities();
    factor.solveLower(whitened);
  }

  @Override
  public Prediction predict(int parallelism) {
    double[] covariances = whitenedCovariances(parallelism);
    double left = variance - sumOfSquares(covariances);
    double uncertain = left <= ROUNDING * variance ? 0 : left;
    return new Prediction(dot(covariances, whitened), Math.sqrt(uncertain));
  }

  @Override
  public double mean(int parallelism) {
    return dot(whitenedCovariances(parallelism), whitened);
  }

  private double[] whitenedCovariances(int parallelism) {
    if (parallelism < 1) {
      throw new IllegalArgumentException("parallelism must be at least 1, was " + parallelism);
    }
    double[] covariances = new double[parallelisms.length];
    double factorOfSquare = -0.5 / (fit.length() * fit.length());
    for (int i = 0; i < parallelisms.length; i++) {
      double distance = (double) parallelism - parallelisms[i];
      covariances[i] = variance * StrictMath.exp(factorOfSquare * distance * distance);
    }
    factor.solveLower(covariances);
    return covariances;
  }

  private static double dot(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }

  @Override
  public Hyperparameters hyperparameters() {
    return new Hyperparameters(fit.length(), fit.signal(), 0, fit.negativeLogLikelihood());
  }

  @Override
  public List<Point> points() {
    return points.asList();
  }
}
