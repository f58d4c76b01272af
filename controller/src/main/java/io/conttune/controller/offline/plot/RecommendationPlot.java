package io.conttune.controller.offline.plot;

import io.conttune.bigsmall.SurrogateMethod;
import io.conttune.chart.Axis;
import io.conttune.chart.Layer;
import io.conttune.chart.Palette;
import io.conttune.chart.Plot;
import io.conttune.chart.Style;
import io.conttune.chart.Vertex;
import io.conttune.controller.offline.Question;
import io.conttune.controller.offline.RateText;
import io.conttune.controller.offline.Recommendation;
import io.conttune.gp.Hyperparameters;
import io.conttune.gp.Model;
import io.conttune.gp.Point;
import io.conttune.gp.Prediction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Draws a recommendation: the model, the history it was fitted to, the rate, and the pick. */
public final class RecommendationPlot {
  /** Standard deviations on both sides of the mean within which 95 % of a normal variable lie. */
  private static final double BAND = 1.96;

  private final Recommendation found;
  private final Question question;
  private final Optional<SurrogateMethod> compared;
  private final int most;
  private final double top;
  private final RateUnit unit;

  /**
   * Prepares the plot.
   *
   * @param found shown in full
   * @param compared shown as a thin line
   */
  public RecommendationPlot(Recommendation found, Optional<SurrogateMethod> compared) {
    this.found = found;
    this.question = found.question();
    this.compared = compared;
    int largest = question.largest();
    most = Math.max(2, Math.max(largest, Math.min(found.parallelism(), 2 * largest)));
    top = top();
    unit = RateUnit.of(top);
  }

  /** The plot. */
  public Plot plot() {
    return new Plot(
        title(),
        new Axis("parallelism (subtasks)", 0, most + 1),
        Axis.fromZero("processing ability (%s)".formatted(unit.label()), unit.from(top)),
        List.of(),
        layers(),
        notes());
  }

  /** The band is left out: far from the data it would squeeze everything else. */
  private double top() {
    DoubleStream shown =
        DoubleStream.concat(
            question.newest().stream().mapToDouble(sample -> sample.processingAbility()),
            IntStream.rangeClosed(1, most).mapToDouble(found.model()::mean));
    return Math.max(question.rate(), shown.max().orElse(0));
  }

  private String title() {
    Hyperparameters fitted = found.model().hyperparameters();
    String noise =
        fitted.noiseDeviation() > 0
            ? String.format(Locale.ROOT, ", noise %.3f", fitted.noiseDeviation())
            : "";
    return String.format(
        Locale.ROOT,
        "%s: length %.3g, signal %s%s",
        question.surrogate().word(),
        fitted.lengthScale(),
        RateText.text(fitted.signalDeviation()),
        noise);
  }

  private List<Layer> layers() {
    Model model = found.model();
    List<Layer> layers = new ArrayList<>();
    layers.add(
        new Layer.Band(
            "95 % band",
            Palette.pale(Palette.BLUE, 0.18),
            along(parallelism -> edge(model.predict(parallelism), -BAND)),
            along(parallelism -> edge(model.predict(parallelism), BAND))));
    layers.add(
        new Layer.Line(
            "rate",
            Style.dashed(Palette.VERMILION, 1),
            List.of(vertex(0, question.rate()), vertex(most + 1, question.rate()))));
    compared.ifPresent(
        other ->
            layers.add(
                new Layer.Line(
                    "mean of " + other.word(),
                    Style.solid(Palette.GREEN, 1),
                    along(other.surrogate().fit(question.points())::mean))));
    layers.add(
        new Layer.Line(
            "mean of " + question.surrogate().word(),
            Style.solid(Palette.BLUE, 2.2),
            along(model::mean)));
    layers.add(new Layer.Dots("sample", Palette.GREY, Layer.Mark.CROSS, samples()));
    layers.add(new Layer.Dots("mean of samples", Palette.BLUE, Layer.Mark.DOT, means()));
    if (found.parallelism() <= most) {
      layers.add(
          new Layer.Dots("recommended", Palette.VERMILION, Layer.Mark.DIAMOND, List.of(pick())));
    }
    return layers;
  }

  private static double edge(Prediction prediction, double deviations) {
    return prediction.mean() + deviations * prediction.standardDeviation();
  }

  private List<Vertex> along(IntToDoubleFunction curve) {
    return IntStream.rangeClosed(1, most)
        .mapToObj(parallelism -> vertex(parallelism, curve.applyAsDouble(parallelism)))
        .toList();
  }

  private List<Vertex> samples() {
    return question.newest().stream()
        .filter(sample -> sample.parallelism() <= most)
        .map(sample -> vertex(sample.parallelism(), sample.processingAbility()))
        .toList();
  }

  private List<Vertex> means() {
    return found.model().points().stream()
        .filter(point -> point.parallelism() <= most)
        .map((Point point) -> vertex(point.parallelism(), point.processingAbility()))
        .toList();
  }

  /** Where DS2 decided, on its line: at the rate, which the model does not expect there. */
  private Vertex pick() {
    return found.reason() == Recommendation.Reason.TRUSTED
        ? vertex(found.parallelism(), found.prediction().mean())
        : vertex(found.parallelism(), question.rate());
  }

  private List<Plot.Note> notes() {
    double above = unit.from(question.rate() + 0.03 * top);
    double below = unit.from(question.rate() - 0.045 * top);
    String method = found.reason() == Recommendation.Reason.TRUSTED ? "model" : "ds2";
    return List.of(
        new Plot.Note(RateText.text(question.rate()) + " records/s", new Vertex(0.1 * most, above)),
        new Plot.Note(
            "%s: %d subtasks".formatted(method, found.parallelism()),
            new Vertex(Math.min(found.parallelism() + 0.1 * most, 0.92 * most), below)));
  }

  private Vertex vertex(int parallelism, double recordsPerSecond) {
    return new Vertex(parallelism, unit.from(recordsPerSecond));
  }
}
