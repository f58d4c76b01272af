package io.conttune.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Names the layers of a plot, below it: in rows of which all texts stand on one line. */
final class Legend {
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);
  private static final int ROW = 20;
  private static final int MARGIN = 10;
  private static final int SAMPLE = 26;
  private static final int BEFORE_TEXT = 6;
  private static final int BETWEEN = 20;
  private static final double MARK = 8;

  private final List<Entry> entries = new ArrayList<>();

  /** Draws the sample of one entry; the origin is the left end of its middle. */
  private interface Sample {
    void draw(Graphics2D graphics);
  }

  private record Entry(String name, Sample sample) {
    double width() {
      return SAMPLE + BEFORE_TEXT + FONT.getStringBounds(name, CONTEXT).getWidth();
    }
  }

  void addArea(String name, Color color) {
    entries.add(
        new Entry(
            name,
            graphics -> {
              graphics.setColor(color);
              graphics.fill(new Rectangle2D.Double(4, -7, SAMPLE - 8, 14));
            }));
  }

  void addLine(String name, Style style) {
    entries.add(
        new Entry(
            name,
            graphics -> {
              graphics.setColor(style.color());
              graphics.setStroke(style.stroke());
              graphics.draw(new Line2D.Double(0, 0, SAMPLE, 0));
            }));
  }

  void addDots(String name, Color color, Layer.Mark mark) {
    entries.add(
        new Entry(
            name,
            graphics -> {
              graphics.setColor(color);
              graphics.translate(SAMPLE / 2.0, 0);
              draw(graphics, mark);
            }));
  }

  private static void draw(Graphics2D graphics, Layer.Mark mark) {
    double half = MARK / 2;
    switch (mark) {
      case DOT -> graphics.fill(new Ellipse2D.Double(-half, -half, MARK, MARK));
      case DIAMOND -> {
        Path2D diamond = new Path2D.Double();
        diamond.moveTo(0, -half - 1);
        diamond.lineTo(half + 1, 0);
        diamond.lineTo(0, half + 1);
        diamond.lineTo(-half - 1, 0);
        diamond.closePath();
        graphics.fill(diamond);
      }
      case CROSS -> {
        graphics.setStroke(new BasicStroke(1));
        graphics.draw(new Line2D.Double(-half, -half, half, half));
        graphics.draw(new Line2D.Double(-half, half, half, -half));
      }
    }
  }

  /** The height that it needs, in points. */
  int height(int width) {
    return entries.isEmpty() ? 0 : rows(width).size() * ROW + MARGIN;
  }

  /** Paints it; the origin is its upper left corner. */
  void paint(Graphics2D graphics, int width) {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    double middle = ROW / 2.0;
    for (List<Entry> row : rows(width)) {
      double left = (width - width(row)) / 2;
      for (Entry entry : row) {
        Graphics2D sample = (Graphics2D) graphics.create();
        sample.translate(left, middle);
        entry.sample.draw(sample);
        sample.dispose();
        write(graphics, entry.name, left + SAMPLE + BEFORE_TEXT, middle + 4);
        left += entry.width() + BETWEEN;
      }
      middle += ROW;
    }
  }

  /** As outlines, like all text of a picture. */
  private static void write(Graphics2D graphics, String text, double left, double baseline) {
    graphics.setColor(Palette.BLACK);
    graphics.fill(
        new TextLayout(text, FONT, CONTEXT)
            .getOutline(AffineTransform.getTranslateInstance(left, baseline)));
  }

  private List<List<Entry>> rows(int width) {
    List<List<Entry>> rows = new ArrayList<>();
    for (Entry entry : entries) {
      List<Entry> last = rows.isEmpty() ? List.of() : rows.get(rows.size() - 1);
      if (last.isEmpty() || width(last) + BETWEEN + entry.width() > width - 2 * MARGIN) {
        rows.add(new ArrayList<>());
      }
      rows.get(rows.size() - 1).add(entry);
    }
    return rows;
  }

  private static double width(List<Entry> row) {
    return row.stream().mapToDouble(Entry::width).sum() + BETWEEN * (row.size() - 1.0);
  }
}
