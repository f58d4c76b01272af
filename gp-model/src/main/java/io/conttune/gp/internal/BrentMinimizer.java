package io.conttune.gp.internal;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;

/**
 * Finds a minimum inside an interval by Brent's method, as commons-math implements it. A value of
 * +∞, from a failed factorisation, is taken like any other: the method then falls back to a golden
 * section.
 */
public final class BrentMinimizer {
  /** Relative to the argument; the tolerance alone decides. The least that commons-math accepts. */
  private static final double LEAST_RELATIVE = 2 * Math.ulp(1.0);

  /** Some 12 are needed. Beyond this the search would never end. */
  private static final int MOST_EVALUATIONS = 1000;

  private final double tolerance;

  /**
   * Sets the precision.
   *
   * @param tolerance distance from the minimum that is near enough, positive
   */
  public BrentMinimizer(double tolerance) {
    this.tolerance = tolerance;
  }

  /**
   * Searches.
   *
   * @param function may answer +∞, never NaN
   * @param from lower end
   * @param start the first argument tried, between the ends
   * @param to upper end
   * @return the argument with the least value among those tried
   * @throws IllegalStateException if the search has not ended after 1000 evaluations
   */
  public double minimum(DoubleUnaryOperator function, double from, double start, double to) {
    return new BrentOptimizer(LEAST_RELATIVE, tolerance)
        .optimize(
            GoalType.MINIMIZE,
            new UnivariateObjectiveFunction(function::applyAsDouble),
            new SearchInterval(from, to, start),
            new MaxEval(MOST_EVALUATIONS))
        .getPoint();
  }
}
