package io.conttune.chart;

/**
 * An axis.
 *
 * @param label what it shows, with the unit
 * @param least value at its beginning
 * @param most value at its end, above {@code least}
 * @param ticks where it has labels
 */
public record Axis(String label, double least, double most, Ticks ticks) {
  private static final double HEADROOM = 1.08;

  /** A step between 0.75 and 1.5 is rounded to 1. */
  private static final double WHOLE_STEP = 0.95;

  /** Places of labels. */
  public enum Ticks {
    /** At any round number. */
    ROUND,
    /** At whole numbers only, because what it shows has no parts. */
    WHOLE
  }

  public Axis {
    if (!(least < most) || !Double.isFinite(most - least)) {
      throw new IllegalArgumentException(
          "an axis needs a range, but goes from %s to %s".formatted(least, most));
    }
  }

  /** An axis with labels at any round number. */
  public Axis(String label, double least, double most) {
    this(label, least, most, Ticks.ROUND);
  }

  /** The same axis with labels at whole numbers only. */
  public Axis whole() {
    return new Axis(label, least, most, Ticks.WHOLE);
  }

  /** From 0 to a little above the largest value shown; to 1 if there is none above 0. */
  public static Axis fromZero(String label, double largest) {
    return new Axis(label, 0, largest > 0 ? HEADROOM * largest : 1);
  }

  /**
   * The space between labels to ask for.
   *
   * @param length of the axis in points, or a little more
   * @param wanted space in points
   */
  int tickSpacing(int length, int wanted) {
    return switch (ticks) {
      case ROUND -> wanted;
      case WHOLE -> Math.max(wanted, (int) Math.ceil(WHOLE_STEP * length / (most - least)));
    };
  }

  boolean contains(double value) {
    return value >= least && value <= most;
  }

  double clamp(double value) {
    return Math.min(most, Math.max(least, value));
  }
}
