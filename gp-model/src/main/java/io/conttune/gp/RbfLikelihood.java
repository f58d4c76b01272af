package io.conttune.gp;

import static io.conttune.gp.internal.SampleStatistics.sumOfSquares;

import io.conttune.gp.internal.Cholesky;
import java.util.Arrays;
import java.util.OptionalDouble;

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
  static final double LEAST_PIVOT = 5e-13;

  /** Below half a unit in the last place of the diagonal's 1 the jitter does not exist. */
  private static final double FELT_JITTER = 1e-16;

  private static final double LOG_2_PI = StrictMath.log(2 * Math.PI);
  private static final double MAX_SECANT = 2;
  private static final double LOG_MIN_SIGNAL = StrictMath.log(MIN_SIGNAL);
  private static final double LOG_MAX_SIGNAL = StrictMath.log(MAX_SIGNAL);

  /** After a secant this small, in log σ, the corrected likelihood is wrong by some n·1e-9. */
  private static final double SMALL_SECANT = 1e-3;

  /** The first step is none, and its correction wrong by n times its square. */
  private static final double SMALL_FIRST_STEP = 1e-5;

  private static final double LEAST_SHARE = 1e-6;
  private static final int MAX_STEPS = 30;

  private final double[] abilities;
  private final DistanceTable distances;
  private final Cholesky factor;
  private final double[] work;
  private final double rootMeanSquare;

  /**
   * The least length seen to be singular without jitter. All longer ones are too, although rounding
   * may let one pass.
   */
  private double singularFrom = Double.POSITIVE_INFINITY;

  /** The best σ of the last length at which the jitter was felt; it is near that of the next. */
  private OptionalDouble felt = OptionalDouble.empty();

  RbfLikelihood(SortedPoints points) {
    abilities = points.processingAbilities();
    distances = new DistanceTable(points.parallelisms());
    factor = new Cholesky(points.size());
    work = new double[points.size()];
    rootMeanSquare = Math.sqrt(sumOfSquares(abilities) / abilities.length);
  }

  /**
   * The best signal deviation within its bounds for a length; impossible where the covariance is as
   * good as singular.
   */
  RbfFit profile(double length) {
    if (felt.isPresent()) {
      return iterate(length, felt.getAsDouble());
    }
    if (length >= singularFrom || !factored(length, 0)) {
      singularFrom = Math.min(singularFrom, length);
      return iterate(length, clamp(rootMeanSquare));
    }
    whiten();
    double squares = sumOfSquares(work);
    double signal = clamp(Math.sqrt(squares / abilities.length));
    return JITTER / (signal * signal) < FELT_JITTER
        ? fit(length, signal, squares)
        : iterate(length, signal);
  }

  /**
   * Where the jitter is felt: finds the log σ whose growth ½·log(Q/T) is 0, which is where the
   * likelihood's derivative by σ is 0. Q = yᵀK⁻¹(σ²R)K⁻¹y is the signal's share of the quadratic
   * form, T = n − 1e-8·tr K⁻¹ the number of directions the signal explains. Without jitter one step
   * by the growth arrives; from the second step on the secant of the last two gives the step. The
   * last step, a small one, is not evaluated but added by the derivative, T − Q.
   *
   * <p>It starts from the root of the length before, and so needs 1.8 evaluations. Bracketing and
   * Brent's root finder of commons-math need 8.3, and a fit at 26 parallelisms 2.05 ms instead of
   * 0.48 ms (docs/model.md).
   */
  private RbfFit iterate(double length, double start) {
    RbfFit best = RbfFit.impossible(length);
    double logSignal = StrictMath.log(start);
    double step = Double.NaN;
    double before = Double.NaN;
    for (int i = 0; i < MAX_STEPS; i++) {
      double signal = clamp(StrictMath.exp(logSignal));
      double jitter = JITTER / (signal * signal);
      if (!factored(length, jitter)) {
        return best;
      }
      whiten();
      double squares = sumOfSquares(work);
      Balance balance = balance(signal, jitter, squares);
      double growth = balance.growth();
      double secant = -growth * step / (growth - before);
      step = Math.abs(secant) <= MAX_SECANT && secant * growth > 0 ? secant : growth;
      before = growth;
      double next = Math.max(LOG_MIN_SIGNAL, Math.min(LOG_MAX_SIGNAL, logSignal + step));
      step = next - logSignal;
      RbfFit here = fit(length, signal, squares);
      best = best.better(here);
      if (Math.abs(step) < (i == 0 ? SMALL_FIRST_STEP : SMALL_SECANT)) {
        best = best.better(balance.after(step, here));
        break;
      }
      logSignal = next;
    }
    felt = OptionalDouble.of(best.signal());
    return best;
  }

  /** Expects the whitened abilities in the work space. */
  private Balance balance(double signal, double jitter, double squares) {
    factor.solveUpper(work);
    double explained = (squares - jitter * sumOfSquares(work)) / (signal * signal);
    return new Balance(explained, abilities.length - jitter * factor.traceOfInverse());
  }

  /** Q, the signal's share of the quadratic form, and T, the directions that it explains. */
  private record Balance(double explained, double directions) {
    double growth() {
      return 0.5
          * StrictMath.log(Math.max(LEAST_SHARE, explained) / Math.max(LEAST_SHARE, directions));
    }

    /** The fit after a small step in log σ to where the slope of the likelihood is 0. */
    RbfFit after(double step, RbfFit fit) {
      return new RbfFit(
          fit.length(),
          fit.signal() * StrictMath.exp(step),
          fit.negativeLogLikelihood() + 0.5 * (directions - explained) * step);
    }
  }

  private boolean factored(double length, double jitter) {
    distances.covariance(length, 1, 1 + jitter, factor.entries());
    return factor.factor(LEAST_PIVOT * (1 + jitter));
  }

  private void whiten() {
    Arrays.setAll(work, i -> abilities[i]);
    factor.solveLower(work);
  }

  private RbfFit fit(double length, double signal, double squares) {
    int n = abilities.length;
    double value =
        0.5 * (squares / (signal * signal) + factor.logDeterminant() + n * LOG_2_PI)
            + n * StrictMath.log(signal);
    return new RbfFit(length, signal, value);
  }

  private static double clamp(double signal) {
    return Math.max(MIN_SIGNAL, Math.min(MAX_SIGNAL, signal));
  }
}
