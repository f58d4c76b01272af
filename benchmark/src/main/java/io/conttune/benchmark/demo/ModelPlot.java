package io.conttune.benchmark.demo;

import io.conttune.chart.Axis;
import io.conttune.chart.Layer;
import io.conttune.chart.Palette;
import io.conttune.chart.Plot;
import io.conttune.chart.Style;
import io.conttune.chart.Vertex;
import io.conttune.gp.Acquisition;
import io.conttune.gp.ConservativeAcquisition;
import io.conttune.gp.Model;
import io.conttune.gp.Point;
import io.conttune.gp.Prediction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The parts of a picture of one operator's model.
 *
 * @param title of the plot
 * @param unit of the processing ability, for example {@code words/s}
 * @param model fitted to the means of the observations
 * @param observations single ones, parallelism and processing ability
 * @param demands for which the model is asked for a parallelism
 * @param truth the real curve, where it is known
 * @param most largest parallelism shown, at least 2; the model may choose up to it
 */
public record ModelPlot(
    String title,
    String unit,
    Model model,
    List<Vertex> observations,
    List<WantedAbility> demands,
    Optional<IntToDoubleFunction> truth,
    int most) {
  /** Standard deviations on both sides of the mean within which 95 % of a normal variable lie. */
  private static final double BAND = 1.96;

  private static final Acquisition ACQUISITION = new ConservativeAcquisition();

  public ModelPlot {
    observations = List.copyOf(observations);
    demands = List.copyOf(demands);
    if (most < 2) {
      throw new IllegalArgumentException("most must be at least 2, but is " + most);
    }
  }

  /**
   * A processing ability that is wanted.
   *
   * @param name short, for example {@code 60 lines/s}
   * @param capacity records per second
   */
  public record WantedAbility(String name, double capacity) {}

  /** The plot. */
  public Plot plot() {
    return new Plot(
        title,
        new Axis("parallelism (subtasks)", 0, most + 1).whole(),
        Axis.fromZero("processing ability (%s)".formatted(unit), largestOfInterest()),
        List.of(),
        layers(),
        demands.stream().map(this::note).toList());
  }

  private List<Layer> layers() {
    List<Layer> layers = new ArrayList<>();
    layers.add(
        new Layer.Band(
            "95 % band", Palette.pale(Palette.BLUE, 0.18), atDistance(-BAND), atDistance(BAND)));
    layers.add(new Layer.Line("capacity wanted", Style.dashed(Palette.PURPLE, 1.4), demandLines()));
    truth.ifPresent(
        curve ->
            layers.add(
                new Layer.Line(
                    "true curve (configured)", Style.solid(Palette.BLACK, 1), along(curve))));
    layers.add(new Layer.Line("mean of the model", Style.solid(Palette.BLUE, 2.2), atDistance(0)));
    layers.add(new Layer.Dots("observation", Palette.GREY, Layer.Mark.CROSS, observations));
    layers.add(new Layer.Dots("mean of observations", Palette.BLUE, Layer.Mark.DOT, means()));
    layers.add(new Layer.Dots("model's choice", Palette.VERMILION, Layer.Mark.DIAMOND, picks()));
    return layers;
  }

  /** The band is left out: far from the data it would squeeze everything else. */
  private double largestOfInterest() {
    List<Vertex> shown = new ArrayList<>(atDistance(0));
    shown.addAll(observations);
    shown.addAll(demandLines());
    truth.map(this::along).ifPresent(shown::addAll);
    return shown.stream().filter(vertex -> !vertex.isGap()).mapToDouble(Vertex::y).max().orElse(0);
  }

  private List<Vertex> atDistance(double deviations) {
    return along(
        parallelism -> {
          Prediction prediction = model.predict(parallelism);
          return prediction.mean() + deviations * prediction.standardDeviation();
        });
  }

  private List<Vertex> along(IntToDoubleFunction curve) {
    return IntStream.rangeClosed(1, most)
        .mapToObj(parallelism -> new Vertex(parallelism, curve.applyAsDouble(parallelism)))
        .toList();
  }

  private List<Vertex> means() {
    return model.points().stream()
        .map((Point point) -> new Vertex(point.parallelism(), point.processingAbility()))
        .toList();
  }

  private List<Vertex> demandLines() {
    List<Vertex> lines = new ArrayList<>();
    for (WantedAbility demand : demands) {
      lines.add(new Vertex(0, demand.capacity()));
      lines.add(new Vertex(most + 1, demand.capacity()));
      lines.add(Vertex.gap(most + 1));
    }
    return lines;
  }

  private List<Vertex> picks() {
    List<Vertex> picks = new ArrayList<>();
    for (WantedAbility demand : demands) {
      ACQUISITION
          .acquire(model, demand.capacity(), 1, most)
          .match(
              pick -> Optional.of(new Vertex(pick.parallelism(), pick.prediction().mean())),
              empty -> Optional.<Vertex>empty())
          .ifPresent(picks::add);
    }
    return picks;
  }

  /** At the left, where the curves are far below. */
  private Plot.Note note(WantedAbility demand) {
    return new Plot.Note(
        demand.name(), new Vertex(0.1 * most, demand.capacity() + 0.022 * largestOfInterest()));
  }
}
