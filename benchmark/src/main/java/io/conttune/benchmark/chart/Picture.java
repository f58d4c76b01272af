package io.conttune.benchmark.chart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Plots below each other, as one picture.
 *
 * @param plots at least one, the uppermost first; with several, they share the horizontal axis
 * @param width in points
 * @param heightOfEach in points
 */
public record Picture(List<Plot> plots, int width, int heightOfEach) {
  /** Pixels per point, so that a picture is sharp on screens of today. */
  public static final int PIXELS_PER_POINT = 2;

  public Picture {
    plots = List.copyOf(plots);
    if (plots.isEmpty()) {
      throw new IllegalArgumentException("a picture needs at least one plot");
    }
  }

  /**
   * Writes it as a PNG file.
   *
   * @throws NoFontException if this machine has no font
   * @throws IOException if the file cannot be written
   */
  public void writePng(Path file) throws IOException {
    Fonts.require();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(draw(), "png", png);
    Files.write(file, png.toByteArray());
  }

  private BufferedImage draw() {
    BufferedImage image =
        new BufferedImage(
            PIXELS_PER_POINT * width,
            PIXELS_PER_POINT * heightOfEach * plots.size(),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      graphics.scale(PIXELS_PER_POINT, PIXELS_PER_POINT);
      for (Plot plot : plots) {
        Graphics2D part = (Graphics2D) graphics.create();
        new PlotChart(plot, width, heightOfEach).paint(part);
        part.dispose();
        graphics.translate(0, heightOfEach);
      }
    } finally {
      graphics.dispose();
    }
    return image;
  }
}
