package io.conttune.gp.internal;

import java.util.function.DoubleUnaryOperator;

/**
 * Finds a minimum inside an interval by golden section. Chosen over Brent's method because it takes
 * +∞ (a failed factorisation) as a value like any other and needs a number of steps that is known
 * before.
 */
public final class GoldenSection {
  private static final double RATIO = (Math.sqrt(5) - 1) / 2;

  private final double tolerance;

  /**
   * Sets the precision.
   *
   * @param tolerance width at which the interval is narrow enough, positive
   */
  public GoldenSection(double tolerance) {
    this.tolerance = tolerance;
  }

  /**
   * Searches.
   *
   * @param function may answer +∞, never NaN
   * @param from lower end
   * @param to upper end
   * @return the argument with the least value among those tried
   */
  public double minimum(DoubleUnaryOperator function, double from, double to) {
    double low = from;
    double high = to;
    double left = high - RATIO * (high - low);
    double right = low + RATIO * (high - low);
    double atLeft = function.applyAsDouble(left);
    double atRight = function.applyAsDouble(right);
    while (high - low > tolerance) {
      // Of two equal values the lower argument wins: beyond a wall of +∞ there is nothing to find.
      if (atLeft <= atRight) {
        high = right;
        right = left;
        atRight = atLeft;
        left = high - RATIO * (high - low);
        atLeft = function.applyAsDouble(left);
      } else {
        low = left;
        left = right;
        atLeft = atRight;
        right = low + RATIO * (high - low);
        atRight = function.applyAsDouble(right);
      }
    }
    return atLeft <= atRight ? left : right;
  }
}
