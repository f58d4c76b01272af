package io.conttune.controller.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.chart.Palette;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

class PlotCommandTest {
  private static final String HISTORY = "--history=../docs/examples/q1-mapper.csv";

  @TempDir private Path directory;

  @Test
  void drawsAPng() throws IOException {
    Path file = directory.resolve("q1.png");

    CommandRun run = CommandRun.of("plot", HISTORY, "--rate=4e6", "--out=" + file, "--compare");

    assertThat(run).isEqualTo(new CommandRun(0, file + "\n", ""));
    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo(1720);
    assertThat(image.getHeight()).isEqualTo(1040);
    assertThat(shows(image, Palette.BLUE.getRGB())).isTrue();
    assertThat(shows(image, Palette.GREEN.getRGB())).isTrue();
    assertThat(shows(image, Palette.VERMILION.getRGB())).isTrue();
  }

  @Test
  void drawsDs2RatesAndSaysWhatItLeftOut() throws IOException {
    Path file = directory.resolve("rates.png");
    String rates = "../docs/examples/ds2-rates.log";

    CommandRun run =
        CommandRun.of(
            "plot", "--history=" + rates, "--operator=Mapper", "--rate=4e6", "--out=" + file);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo(file + "\n");
    assertThat(run.err()).startsWith(rates + ": left out 1 of 6 epochs of Mapper");
    assertThat(shows(ImageIO.read(file.toFile()), Palette.BLUE.getRGB())).isTrue();
  }

  @Test
  void leavesTheOtherSurrogateOutUnlessAsked() throws IOException {
    Path file = directory.resolve("q1.PNG");

    CommandRun.of("plot", HISTORY, "--rate=4e6", "--surrogate=rbf", "--out=" + file);

    assertThat(shows(ImageIO.read(file.toFile()), Palette.GREEN.getRGB())).isFalse();
  }

  @Test
  void drawsTheSamePictureAgain() throws IOException {
    Path one = directory.resolve("one.png");
    Path two = directory.resolve("two.png");

    CommandRun.of("plot", HISTORY, "--rate=4e6", "--out=" + one);
    CommandRun.of("plot", HISTORY, "--rate=4e6", "--out=" + two);

    assertThat(two).hasSameBinaryContentAs(one);
  }

  @Test
  void drawsAnSvg() throws IOException, ParserConfigurationException, SAXException {
    Path file = directory.resolve("q1.svg");

    CommandRun run = CommandRun.of("plot", HISTORY, "--rate=4e6", "--out=" + file);

    assertThat(run.exitCode()).as(run.err()).isZero();
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    Element root = factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
    assertThat(root.getTagName()).isEqualTo("svg");
    assertThat(root.getAttribute("width")).isEqualTo("860px");
    assertThat(root.getElementsByTagName("path").getLength()).isGreaterThan(20);
    assertThat(Files.readString(file)).contains("rgb(0,114,178)");
  }

  @Test
  void tellsAllFaultsAtOnce() {
    CommandRun run = CommandRun.of("plot", "--history=absent.csv", "--out=picture.gif");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines())
        .containsExactly(
            "absent.csv: there is no such file",
            "command line: --rate: is missing, expected a number above 0 and at most 1e300",
            "command line: --out: is picture.gif, expected a file that ends in .png or .svg");
  }

  @Test
  void asksWhereToDraw() {
    CommandRun run = CommandRun.of("plot", HISTORY, "--rate=1");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo("command line: --out: is missing, expected a file that ends in .png or .svg\n");
  }

  @Test
  void namesAFileThatCannotBeWritten() {
    Path file = directory.resolve("absent").resolve("q1.png");

    CommandRun run = CommandRun.of("plot", HISTORY, "--rate=1", "--out=" + file);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "command line: --out: expected a file that can be written, "
                + file
                + " is not (NoSuchFileException)\n");
  }

  private static boolean shows(BufferedImage image, int color) {
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        if (image.getRGB(x, y) == color) {
          return true;
        }
      }
    }
    return false;
  }
}
