package io.conttune.chart;

import java.awt.Color;

/** Colours that colour-blind readers can tell apart as well [Okabe, Ito 2008]. */
public final class Palette {
  public static final Color BLACK = new Color(0x22, 0x22, 0x22);
  public static final Color GREY = new Color(0x80, 0x80, 0x80);
  public static final Color BLUE = new Color(0x00, 0x72, 0xb2);
  public static final Color ORANGE = new Color(0xe6, 0x9f, 0x00);
  public static final Color GREEN = new Color(0x00, 0x9e, 0x73);
  public static final Color VERMILION = new Color(0xd5, 0x5e, 0x00);
  public static final Color PURPLE = new Color(0xcc, 0x79, 0xa7);
  public static final Color SKY = new Color(0x56, 0xb4, 0xe9);

  /** Darker than the authors', which is hard to see on white. */
  public static final Color YELLOW = new Color(0xc2, 0xa5, 0x00);

  private Palette() {}

  /** The same colour mixed with white, for areas: 0 is white, 1 the colour itself. */
  public static Color pale(Color color, double strength) {
    return new Color(
        pale(color.getRed(), strength),
        pale(color.getGreen(), strength),
        pale(color.getBlue(), strength));
  }

  private static int pale(int component, double strength) {
    return (int) Math.round(255 - strength * (255 - component));
  }
}
