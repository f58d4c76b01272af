package io.conttune.chart;

import java.awt.BasicStroke;
import java.awt.Color;

/**
 * Colour, width and dashes of a line.
 *
 * @param color of it
 * @param width in points
 * @param dash pattern
 */
public record Style(Color color, float width, Dash dash) {
  /** Patterns of lines. */
  public enum Dash {
    SOLID,
    DASHED,
    DOTTED;

    private float[] lengths(float width) {
      return switch (this) {
        case SOLID -> new float[] {1};
        case DASHED -> new float[] {4 * width, 2.5f * width};
        case DOTTED -> new float[] {width, 2 * width};
      };
    }
  }

  /** An unbroken line. */
  public static Style solid(Color color, double width) {
    return new Style(color, (float) width, Dash.SOLID);
  }

  /** A dashed line. */
  public static Style dashed(Color color, double width) {
    return new Style(color, (float) width, Dash.DASHED);
  }

  /** A dotted line. */
  public static Style dotted(Color color, double width) {
    return new Style(color, (float) width, Dash.DOTTED);
  }

  BasicStroke stroke() {
    return dash == Dash.SOLID
        ? new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND)
        : new BasicStroke(
            width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dash.lengths(width), 0);
  }
}
