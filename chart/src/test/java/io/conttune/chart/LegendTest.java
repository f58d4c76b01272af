package io.conttune.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LegendTest {
  private static final int WIDTH = 400;

  private static BufferedImage painted(Legend legend) {
    BufferedImage image =
        new BufferedImage(WIDTH, Math.max(1, legend.height(WIDTH)), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, WIDTH, image.getHeight());
    legend.paint(graphics, WIDTH);
    graphics.dispose();
    return image;
  }

  /** The mean row of the pixels of a colour. */
  private static double middle(BufferedImage image, Color color) {
    return IntStream.range(0, image.getHeight())
        .filter(
            y ->
                IntStream.range(0, image.getWidth())
                    .anyMatch(x -> image.getRGB(x, y) == color.getRGB()))
        .average()
        .orElseThrow();
  }

  @Test
  void hasTheMiddleOfAllSamplesOnOneLine() {
    Legend legend = new Legend();
    legend.addArea("area", Palette.BLUE);
    legend.addLine("line", Style.solid(Palette.GREEN, 3));
    legend.addDots("dots", Palette.VERMILION, Layer.Mark.DIAMOND);

    BufferedImage image = painted(legend);

    double line = middle(image, Palette.GREEN);
    assertThat(middle(image, Palette.BLUE)).isBetween(line - 1, line + 1);
    assertThat(middle(image, Palette.VERMILION)).isBetween(line - 1, line + 1);
  }

  @Test
  void beginsARowWhereAnEntryDoesNotFit() {
    Legend one = new Legend();
    one.addLine("a line", Style.solid(Palette.BLUE, 1));
    Legend many = new Legend();
    IntStream.range(0, 9)
        .forEach(i -> many.addLine("a line with a long name", Style.solid(Palette.BLUE, 1)));

    assertThat(many.height(WIDTH)).isGreaterThanOrEqualTo(3 * (one.height(WIDTH) - 10));
    assertThat(new Legend().height(WIDTH)).isZero();
  }
}
