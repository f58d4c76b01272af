package io.conttune.gp;

import io.conttune.gp.internal.Cholesky;
import java.util.List;

/** The posterior of the paper's surrogate [ContTune Eq. 3]: μ = kᵀK⁻¹y, σ² = k(p,p) − kᵀK⁻¹k. */
final class RbfModel implements Model {
  private final SortedPoints points;
  private final int[] parallelisms;
  private final RbfFit fit;
  private final Cholesky factor;
  private final double[] weights;

  RbfModel(SortedPoints points, RbfFit fit) {
    this.points = points;
    this.parallelisms = points.parallelisms();
    this.fit = fit;
    double diagonal = 1 + RbfLikelihood.JITTER / (fit.signal() * fit.signal());
    factor = new Cholesky(points.size());
    new DistanceTable(parallelisms).covariance(fit.length(), diagonal, factor.entries());
    if (!factor.factor(0)) {
      throw new IllegalArgumentException("the covariance of " + fit + " is singular");
    }
    weights = points.processingAbilities();
    factor.solveLower(weights);
    factor.solveUpper(weights);
  }

  @Override
  public Prediction predict(int parallelism) {
    double[] correlations = correlations(parallelism);
    double mean = dot(correlations, weights);
    factor.solveLower(correlations);
    double variance = Math.max(0, 1 - dot(correlations, correlations));
    return new Prediction(mean, fit.signal() * Math.sqrt(variance));
  }

  @Override
  public double mean(int parallelism) {
    return dot(correlations(parallelism), weights);
  }

  private double[] correlations(int parallelism) {
    if (parallelism < 1) {
      throw new IllegalArgumentException("parallelism must be at least 1, was " + parallelism);
    }
    double[] correlations = new double[parallelisms.length];
    double factorOfSquare = -0.5 / (fit.length() * fit.length());
    for (int i = 0; i < parallelisms.length; i++) {
      double distance = (double) parallelism - parallelisms[i];
      correlations[i] = StrictMath.exp(factorOfSquare * distance * distance);
    }
    return correlations;
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
