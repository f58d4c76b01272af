package io.conttune.chart;

import de.erichseifert.vectorgraphics2d.Processors;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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

  /**
   * Writes it as an SVG file, its text as outlines, so that it looks the same everywhere.
   *
   * @throws NoFontException if this machine has no font
   * @throws IOException if the file cannot be written
   */
  public void writeSvg(Path file) throws IOException {
    Fonts.require();
    VectorGraphics2D graphics = new VectorGraphics2D();
    paint(graphics);
    PageSize page = new PageSize(width, (double) heightOfEach * plots.size());
    ByteArrayOutputStream svg = new ByteArrayOutputStream();
    Processors.get("svg").getDocument(graphics.getCommands(), page).writeTo(svg);
    Files.write(file, svg.toByteArray());
  }

  /**
   * Writes it in the format that the name of the file ends in.
   *
   * @throws NoFontException if this machine has no font
   * @throws IOException if the file cannot be written
   * @throws IllegalArgumentException if the name ends neither in {@code .png} nor in {@code .svg}
   */
  public void write(Path file) throws IOException {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".png")) {
      writePng(file);
    } else if (name.endsWith(".svg")) {
      writeSvg(file);
    } else {
      throw new IllegalArgumentException("expected a name that ends in .png or .svg: " + file);
    }
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
      paint(graphics);
    } finally {
      graphics.dispose();
    }
    return image;
  }

  private void paint(Graphics2D graphics) {
    for (Plot plot : plots) {
      Graphics2D part = (Graphics2D) graphics.create();
      new PlotChart(plot, width, heightOfEach).paint(part);
      part.dispose();
      graphics.translate(0, heightOfEach);
    }
  }
}
