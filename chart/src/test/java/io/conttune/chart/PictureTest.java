package io.conttune.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureTest {
  private static final Axis TIME = new Axis("time (s)", 0, 10);
  private static final Axis RATE = Axis.fromZero("lines/s", 10);

  @TempDir Path directory;

  private BufferedImage drawn(Plot... plots) throws IOException {
    Path file = directory.resolve("plot.png");
    new Picture(List.of(plots), 400, 250).writePng(file);
    return ImageIO.read(file.toFile());
  }

  private static Plot plot(Layer... layers) {
    return new Plot("title", TIME, RATE, List.of(), List.of(layers), List.of());
  }

  private static Layer.Line line(Vertex... vertices) {
    return new Layer.Line("line", Style.solid(Palette.BLUE, 3), List.of(vertices));
  }

  /** Pixels of exactly this colour, in the columns from one share of the width to another. */
  private static long count(BufferedImage image, Color color, double from, double to) {
    long count = 0;
    for (int x = (int) (from * image.getWidth()); x < to * image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        count += image.getRGB(x, y) == color.getRGB() ? 1 : 0;
      }
    }
    return count;
  }

  @Test
  void hasTheSizeAskedForAndShowsItsLine() throws IOException {
    BufferedImage image = drawn(plot(line(new Vertex(0, 1), new Vertex(10, 9))));

    assertThat(image.getWidth()).isEqualTo(400 * Picture.PIXELS_PER_POINT);
    assertThat(image.getHeight()).isEqualTo(250 * Picture.PIXELS_PER_POINT);
    assertThat(count(image, Palette.BLUE, 0, 1)).isGreaterThan(1000);
    assertThat(count(image, Palette.VERMILION, 0, 1)).isZero();
  }

  @Test
  void putsPlotsBelowEachOther() throws IOException {
    Plot one = plot(line(new Vertex(0, 1), new Vertex(10, 9)));

    BufferedImage image = drawn(one, one, one);

    assertThat(image.getHeight()).isEqualTo(3 * 250 * Picture.PIXELS_PER_POINT);
  }

  /** The second row of a legend must not hang below the picture. */
  @Test
  void showsTheWholeLegend() throws IOException {
    Layer first = line(new Vertex(0, 1), new Vertex(10, 9));
    Layer last =
        new Layer.Dots(
            "a last entry with a name as long as the legend",
            Palette.VERMILION,
            Layer.Mark.DIAMOND,
            List.of(new Vertex(5, 5)));
    Layer between =
        new Layer.Line(
            "one that fills a row",
            Style.solid(Palette.GREEN, 1),
            List.of(new Vertex(0, 2), new Vertex(10, 2)));

    BufferedImage image = drawn(plot(first, between, last));

    int height = image.getHeight();
    for (int y = height - 6; y < height; y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        assertThat(image.getRGB(x, y)).isEqualTo(Color.WHITE.getRGB());
      }
    }
  }

  @Test
  void drawsNoLineAcrossAGap() throws IOException {
    Vertex left = new Vertex(0, 5);
    Vertex right = new Vertex(10, 5);

    long whole = count(drawn(plot(line(left, right))), Palette.BLUE, 0.45, 0.65);
    long broken =
        count(
            drawn(plot(line(left, new Vertex(2, 5), Vertex.gap(2), new Vertex(9, 5), right))),
            Palette.BLUE,
            0.45,
            0.65);

    assertThat(whole).isGreaterThan(100);
    // What is left is the sample in the legend, below the axis.
    assertThat(broken).isLessThan(whole / 2);
  }

  @Test
  void leavesOutWhatLiesOutsideOfTheAxes() throws IOException {
    Layer dots =
        new Layer.Dots(
            "dots", Palette.PURPLE, Layer.Mark.DOT, List.of(new Vertex(5, 50), new Vertex(-3, 5)));

    assertThat(count(drawn(plot(dots)), Palette.PURPLE, 0, 1)).isZero();
  }

  @Test
  void cutsALineWhereItEntersAndLeavesThePlot() throws IOException {
    long whole = count(drawn(plot(line(new Vertex(0, 5), new Vertex(10, 5)))), Palette.BLUE, 0, 1);

    long cut = count(drawn(plot(line(new Vertex(-7, 5), new Vertex(30, 5)))), Palette.BLUE, 0, 1);

    assertThat(cut).isEqualTo(whole);
    assertThat(new Vertex(-4, 1).towards(new Vertex(4, 9), 0)).isEqualTo(new Vertex(0, 5));
    assertThat(new Vertex(-4, 1).towards(new Vertex(-2, 9), 0).isGap()).isTrue();
  }

  @Test
  void drawsAPlotOfNothing() throws IOException {
    BufferedImage image = drawn(plot(line(Vertex.gap(0), Vertex.gap(10))));

    assertThat(count(image, Palette.BLUE, 0, 1)).isZero();
  }

  @Test
  void shadesSpansAndBands() throws IOException {
    Plot plot =
        new Plot(
            "title",
            TIME,
            RATE,
            List.of(
                new Plot.Bands(
                    "down",
                    Palette.ORANGE,
                    List.of(new Plot.Band(2, 3), new Plot.Band(6, 12), new Plot.Band(20, 30)))),
            List.of(
                new Layer.Band(
                    "band",
                    Palette.GREEN,
                    List.of(new Vertex(0, 1), new Vertex(10, 1)),
                    List.of(new Vertex(0, 3), new Vertex(10, 30)))),
            List.of(new Plot.Note("note", new Vertex(5, 9))));

    BufferedImage image = drawn(plot);

    assertThat(count(image, Palette.ORANGE, 0, 1)).isGreaterThan(10_000);
    assertThat(count(image, Palette.GREEN, 0, 1)).isGreaterThan(10_000);
  }

  @Test
  void keepsAStepUntilTheNextVertex() {
    Layer.Line steps =
        Layer.Line.steps(
            "steps",
            Style.dashed(Palette.BLUE, 1),
            List.of(new Vertex(0, 1), new Vertex(2, 5), Vertex.gap(3), new Vertex(4, 7)));

    assertThat(steps.vertices())
        .containsExactly(
            new Vertex(0, 1),
            new Vertex(2, 1),
            new Vertex(2, 5),
            new Vertex(3, 5),
            Vertex.gap(3),
            new Vertex(4, 7));
  }

  @Test
  void namesTheFileThatCannotBeWritten() {
    Path nowhere = directory.resolve("missing").resolve("plot.png");
    Picture picture = new Picture(List.of(plot()), 400, 250);

    assertThatThrownBy(() -> picture.writePng(nowhere))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(nowhere.toString());
  }

  @Test
  void leavesNoTraceOfLookingForFonts() throws IOException {
    String home = System.getProperty("user.home");

    drawn(plot(line(new Vertex(0, 1), new Vertex(10, 9))));

    assertThat(System.getProperty("user.home")).isEqualTo(home);
  }

  @Test
  void refusesWhatCannotBeDrawn() {
    assertThatThrownBy(() -> new Axis("time", 3, 3)).hasMessageContaining("from 3.0 to 3.0");
    assertThatThrownBy(() -> new Axis("time", 0, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Vertex(Double.NaN, 1)).hasMessageContaining("finite");
    assertThatThrownBy(() -> new Picture(List.of(), 1, 1)).hasMessageContaining("one plot");
    assertThat(Axis.fromZero("lines", 0).most()).isEqualTo(1);
  }
}
