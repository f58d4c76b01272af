package io.conttune.gp.internal;

import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.analysis.MultivariateFunction;
import org.apache.commons.math3.exception.TooManyEvaluationsException;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;

/**
 * Descends from a start by the simplex of Nelder and Mead, as commons-math implements it. Needs no
 * derivative, repeats exactly, and ends after a bounded number of evaluations.
 *
 * <p>The bound is on evaluations because in commons-math 3.6.1 this optimiser does not count its
 * iterations: its convergence checker is always told 0.
 */
public final class NelderMeadMinimizer {
  /** Relative to the value; below 0 it never ends the search. */
  private static final double NEVER = -1;

  private final double tolerance;
  private final int mostEvaluations;

  /**
   * Sets the precision.
   *
   * @param tolerance a move that changes no value of the simplex by more ends the search; positive
   * @param mostEvaluations the search ends after this many evaluations at the latest; at least 1
   */
  public NelderMeadMinimizer(double tolerance, int mostEvaluations) {
    this.tolerance = tolerance;
    this.mostEvaluations = mostEvaluations;
  }

  /**
   * Searches.
   *
   * @param function may answer +∞, never NaN
   * @param start first argument; not changed
   * @param step distance from the start to each other corner of the first simplex, along one
   *     coordinate
   * @return the best argument found
   */
  public double[] minimum(ToDoubleFunction<double[]> function, double[] start, double step) {
    LeastSeen least = new LeastSeen(function, start.clone());
    try {
      new SimplexOptimizer(NEVER, tolerance)
          .optimize(
              GoalType.MINIMIZE,
              new ObjectiveFunction(least),
              new NelderMeadSimplex(start.length, step),
              new InitialGuess(start),
              new MaxEval(mostEvaluations));
      return least.argument;
    } catch (TooManyEvaluationsException ended) {
      return least.argument;
    }
  }

  /** Remembers where the least value was found, for a search that is ended by its bound. */
  private static final class LeastSeen implements MultivariateFunction {
    private final ToDoubleFunction<double[]> function;
    private double[] argument;
    private double value = Double.POSITIVE_INFINITY;

    LeastSeen(ToDoubleFunction<double[]> function, double[] start) {
      this.function = function;
      this.argument = start;
    }

    @Override
    public double value(double[] tried) {
      double found = function.applyAsDouble(tried);
      if (found < value) {
        value = found;
        argument = tried.clone();
      }
      return found;
    }
  }
}
