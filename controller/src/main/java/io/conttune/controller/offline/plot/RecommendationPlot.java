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

  /** More places along a curve cannot be told apart in a picture. */
  private static final int MOST_PLACES = 1000;

  private final String operator;
  private final Recommendation found;
  private final Question question;
  private final Optional<SurrogateMethod> compared;
  private final int most;
  private final double top;
  private final RateUnit unit;

  /**
   * Prepares the plot.
   *
   * @param operator named in the title
   * @param found shown in full
   * @param compared shown as a thin line
   */
  public RecommendationPlot(
      String operator, Recommendation found, Optional<SurrogateMethod> compared) {
    this.operator = operator;
    this.found = found;
    this.question = found.question();
    this.compared = compared;
    most = Math.max(2, Math.max(question.largest(), found.parallelism()));
    top = top();
    unit = RateUnit.of(top);
  }

  /** The plot. */
  public Plot plot() {
    return new Plot(
        title(),
        new Axis("parallelism (subtasks)", 0, most + 1).whole(),
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
            places().mapToDouble(found.model()::mean));
    return Math.max(Math.max(question.rate(), found.expected()), shown.max().orElse(0));
  }

  private String title() {
    String rate = RateText.text(question.rate()) + " records/s";
    int parallelism = found.parallelism();
    return found.suffices()
        ? "%s: %s for %s".formatted(operator, subtasks(parallelism), rate)
        : String.format(
            Locale.ROOT,
            "%s: nothing up to %s suffices for %s",
            operator,
            subtasks(parallelism),
            rate);
  }

  private static String subtasks(int parallelism) {
    return parallelism == 1 ? "1 subtask" : parallelism + " subtasks";
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
            Style.dashed(Palette.PURPLE, 1.4),
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
    layers.add(
        new Layer.Dots(
            found.suffices() ? "recommended" : "does not suffice",
            Palette.VERMILION,
            Layer.Mark.DIAMOND,
            List.of(vertex(found.parallelism(), found.expected()))));
    return layers;
  }

  private static double edge(Prediction prediction, double deviations) {
    return prediction.mean() + deviations * prediction.standardDeviation();
  }

  private List<Vertex> along(IntToDoubleFunction curve) {
    return places()
        .mapToObj(parallelism -> vertex(parallelism, curve.applyAsDouble(parallelism)))
        .toList();
  }

  /** The parallelisms at which curves are drawn: all, or about a thousand of them and the last. */
  private IntStream places() {
    int step = Math.max(1, most / MOST_PLACES);
    return IntStream.concat(
        IntStream.iterate(1, parallelism -> parallelism < most, parallelism -> parallelism + step),
        IntStream.of(most));
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

  private List<Plot.Note> notes() {
    double above = unit.from(question.rate() + 0.03 * top);
    // The curve comes from the lower left: above it at the right end, below it elsewhere.
    boolean isRight = found.parallelism() > 0.75 * most;
    double beside = found.parallelism() + (isRight ? -0.14 : 0.11) * most;
    double height =
        isRight
            ? found.expected() + 0.045 * top
            : Math.min(found.expected(), question.rate()) - 0.05 * top;
    return List.of(
        new Plot.Note(RateText.text(question.rate()) + " records/s", new Vertex(0.1 * most, above)),
        new Plot.Note(answer(), new Vertex(beside, unit.from(height))));
  }

  private String answer() {
    String method = found.reason() == Recommendation.Reason.TRUSTED ? "model" : "ds2";
    return found.suffices()
        ? "%s: %s".formatted(method, subtasks(found.parallelism()))
        : String.format(
            Locale.ROOT,
            "%s: %d %% of the rate",
            subtasks(found.parallelism()),
            found.carriedPercent());
  }

  private Vertex vertex(int parallelism, double recordsPerSecond) {
    return new Vertex(parallelism, unit.from(recordsPerSecond));
  }
}
