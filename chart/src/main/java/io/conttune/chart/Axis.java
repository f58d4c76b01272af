package io.conttune.chart;

/**
 * An axis.
 *
 * @param label what it shows, with the unit
 * @param least value at its beginning
 * @param most value at its end, above {@code least}
 */
public record Axis(String label, double least, double most) {
  private static final double HEADROOM = 1.08;

  public Axis {
    if (!(least < most) || !Double.isFinite(most - least)) {
      throw new IllegalArgumentException(
          "an axis needs a range, but goes from %s to %s".formatted(least, most));
    }
  }

  /** From 0 to a little above the largest value shown; to 1 if there is none above 0. */
  public static Axis fromZero(String label, double largest) {
    return new Axis(label, 0, largest > 0 ? HEADROOM * largest : 1);
  }

  boolean contains(double value) {
    return value >= least && value <= most;
  }

  double clamp(double value) {
    return Math.min(most, Math.max(least, value));
  }
}
