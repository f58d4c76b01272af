package io.conttune.chart;

/**
 * A place in a plot.
 *
 * @param x in the unit of the horizontal axis, finite
 * @param y in the unit of the vertical axis; NaN breaks the line that this is a part of
 */
public record Vertex(double x, double y) {
  public Vertex {
    if (!Double.isFinite(x) || Double.isInfinite(y)) {
      throw new IllegalArgumentException(
          "a vertex must be finite, but is (%s, %s)".formatted(x, y));
    }
  }

  /** Where a line breaks. */
  public static Vertex gap(double x) {
    return new Vertex(x, Double.NaN);
  }

  /** Where the line from here to another vertex has this x; a gap if it never has. */
  Vertex towards(Vertex other, double between) {
    return between >= x && between <= other.x && x < other.x
        ? new Vertex(between, y + (other.y - y) * (between - x) / (other.x - x))
        : gap(between);
  }

  /** Whether a line breaks here. */
  public boolean isGap() {
    return Double.isNaN(y);
  }
}
