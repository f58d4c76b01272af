package io.conttune.benchmark.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conttune.benchmark.demo.ModelPlot.WantedAbility;
import io.conttune.chart.Layer;
import io.conttune.chart.Plot;
import io.conttune.chart.Vertex;
import io.conttune.gp.LogLogSurrogate;
import io.conttune.gp.Model;
import io.conttune.gp.Point;
import io.conttune.gp.RbfSurrogate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelPlotTest {
  private static final List<Point> POINTS =
      List.of(new Point(2, 200, 1), new Point(4, 380, 2), new Point(8, 700, 1));
  private static final Model MODEL = new LogLogSurrogate().fit(POINTS);

  private static Plot plot(Model model, WantedAbility... demands) {
    return new ModelPlot(
            "count",
            "words/s",
            model,
            List.of(new Vertex(4, 370), new Vertex(4, 390)),
            List.of(demands),
            Optional.of(parallelism -> 95.0 * parallelism),
            10)
        .plot();
  }

  private static List<Vertex> vertices(Plot plot, String name) {
    return plot.layers().stream()
        .filter(layer -> layer.name().equals(name))
        .map(
            layer ->
                layer instanceof Layer.Line line
                    ? line.vertices()
                    : ((Layer.Dots) layer).vertices())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void showsMeanObservationsAndTruthInTheirUnits() {
    Plot plot = plot(MODEL);

    assertThat(plot.y().label()).isEqualTo("processing ability (words/s)");
    assertThat(vertices(plot, "mean of the model")).hasSize(10);
    assertThat(vertices(plot, "mean of the model").get(3).y())
        .isCloseTo(MODEL.mean(4), within(1e-9));
    assertThat(vertices(plot, "observation")).hasSize(2);
    assertThat(vertices(plot, "mean of observations")).contains(new Vertex(4, 380));
    assertThat(vertices(plot, "true curve (configured)")).contains(new Vertex(10, 950));
  }

  @Test
  void drawsTheBandOfNinetyFivePercentAroundTheMean() {
    Layer.Band band =
        (Layer.Band)
            plot(MODEL).layers().stream()
                .filter(Layer.Band.class::isInstance)
                .findFirst()
                .orElseThrow();

    double mean = MODEL.predict(10).mean();
    double deviation = MODEL.predict(10).standardDeviation();
    assertThat(band.upper().get(9).y()).isCloseTo(mean + 1.96 * deviation, within(1e-9));
    assertThat(band.lower().get(9).y()).isCloseTo(mean - 1.96 * deviation, within(1e-9));
  }

  @Test
  void marksTheLeastParallelismThatReachesEachDemand() {
    Plot plot = plot(MODEL, new WantedAbility("low", 300), new WantedAbility("too much", 10_000));

    List<Vertex> choices = vertices(plot, "model's choice");
    assertThat(choices).hasSize(1);
    assertThat(choices.get(0).y()).isGreaterThanOrEqualTo(300);
    assertThat(MODEL.mean((int) choices.get(0).x() - 1)).isLessThan(300);
    assertThat(plot.notes()).extracting(Plot.Note::text).containsExactly("low", "too much");
  }

  @Test
  void isNotSqueezedByAWideBand() {
    Model far = new RbfSurrogate().fit(POINTS);

    assertThat(plot(far).y().most()).isLessThan(1.2 * 950);
  }
}
