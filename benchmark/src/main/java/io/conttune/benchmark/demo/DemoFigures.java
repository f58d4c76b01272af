package io.conttune.benchmark.demo;

import io.conttune.benchmark.run.Timeline;
import io.conttune.benchmark.run.TimelinePoint;
import io.conttune.chart.Axis;
import io.conttune.chart.Layer;
import io.conttune.chart.Layer.Line;
import io.conttune.chart.Palette;
import io.conttune.chart.Picture;
import io.conttune.chart.Plot;
import io.conttune.chart.Style;
import io.conttune.chart.Vertex;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.Decision.Step;
import java.awt.Color;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The pictures of a demo over time. */
final class DemoFigures {
  private static final String TIME = "time since the schedule began (s)";
  private static final String DOWN = "job down";
  private static final int WIDTH = 1000;
  private static final int HEIGHT_OF_PANEL = 260;
  private static final int HEIGHT = 460;

  private final Timeline timeline;
  private final DemoWorkload workload;
  private final RunLines lines;

  DemoFigures(Timeline timeline, DemoWorkload workload) {
    this.timeline = timeline;
    this.workload = workload;
    this.lines = new RunLines(timeline);
  }

  /** Rate and capacity, parallelism and backlog below each other. */
  Picture timeline() {
    return new Picture(
        List.of(
            panel(new Labels(restarts(), "", "lines/s", DOWN), rates()),
            slots(),
            panel(new Labels("", TIME, "backlog (lines)", ""), backlog())),
        WIDTH,
        HEIGHT_OF_PANEL);
  }

  /** True, observed and target rate of one operator: the figure that users of DS2 know. */
  Picture rates(String operator) {
    String unit = workload.unit(operator);
    List<Line> layers =
        List.of(
            Line.steps(
                "scheduled rate",
                Style.dotted(Palette.BLACK, 1.6),
                lines.scheduled(workload.recordsPerLine(operator))),
            new Line(
                "true processing rate",
                Style.solid(Palette.GREEN, 2),
                lines.measured(point -> of(point, operator).processingAbility())),
            new Line(
                "observed processing rate",
                Style.solid(Palette.BLUE, 3.2),
                lines.measured(point -> of(point, operator).inputRate())),
            new Line(
                "target rate",
                Style.solid(Palette.VERMILION, 1.4),
                lines.measured(point -> of(point, operator).targetRate())));
    return new Picture(
        List.of(panel(new Labels(operator + ": processing rates", TIME, unit, DOWN), layers)),
        WIDTH,
        HEIGHT);
  }

  /** The texts of a panel; the axes' with their units, empty where another panel says it. */
  private record Labels(String title, String x, String y, String down) {}

  /** Parallelism of each operator, the slots of all together, and what was decided when. */
  private Plot slots() {
    List<Layer> layers = new ArrayList<>();
    layers.add(
        Line.steps(
            "slots of the job",
            Style.solid(Palette.pale(Palette.BLACK, 0.2), 7),
            lines.held(point -> largestParallelism(point))));
    layers.addAll(parallelism());
    Map<Step, Color> colors = new EnumMap<>(Step.class);
    colors.put(Step.BIG, Palette.VERMILION);
    colors.put(Step.SMALL, Palette.GREEN);
    colors.put(Step.LINEAR, Palette.SKY);
    colors.forEach(
        (step, color) ->
            layers.add(
                new Layer.Dots(
                    "decided: " + step.name().toLowerCase(Locale.ROOT),
                    color,
                    Layer.Mark.DIAMOND,
                    lines.decided(step))));
    double most =
        layers.stream()
            .flatMap(layer -> layer.extent().stream())
            .mapToDouble(Vertex::y)
            .filter(Double::isFinite)
            .max()
            .orElse(0);
    return new Plot(
        "",
        new Axis("", 0, lines.end()),
        Axis.fromZero("subtasks, slots", most).whole(),
        List.of(down("")),
        layers,
        List.of());
  }

  /** Operators share slots, so a job takes as many as its largest operator has subtasks. */
  private static double largestParallelism(TimelinePoint point) {
    return point.operators().values().stream()
        .mapToInt(TimelinePoint.Operator::parallelism)
        .max()
        .orElse(0);
  }

  private Plot.Bands down(String name) {
    return new Plot.Bands(name, Palette.pale(Palette.VERMILION, 0.35), lines.downtimes());
  }

  private Plot panel(Labels labels, List<Line> layers) {
    return new Plot(
        labels.title(),
        new Axis(labels.x(), 0, lines.end()),
        Axis.fromZero(labels.y(), largest(layers)),
        List.of(down(labels.down())),
        List.copyOf(layers),
        List.of());
  }

  private String restarts() {
    double down =
        timeline.rescales().stream().mapToDouble(r -> r.downtime().toMillis() / 1000.0).sum();
    long restarts =
        timeline.rescales().stream().filter(r -> r.entry().stage() != Stage.ABANDONED).count();
    return String.format(
        Locale.ROOT, "%s: %d restarts, %.1f s down", DemoWorkload.JOB, restarts, down);
  }

  private List<Line> rates() {
    return List.of(
        Line.steps("scheduled rate", Style.solid(Palette.BLACK, 1.6), lines.scheduled(1)),
        new Line(
            "read by the source",
            Style.solid(Palette.BLUE, 1.6),
            lines.measured(point -> of(point, DemoWorkload.SOURCE).inputRate())),
        Line.steps(
            "capacity of the slowest operator (configured)",
            Style.solid(Palette.GREEN, 2),
            lines.held(point -> workload.capacity(operator -> of(point, operator).parallelism()))));
  }

  private List<Line> parallelism() {
    List<Style> styles =
        List.of(
            Style.solid(Palette.GREY, 1.6),
            Style.solid(Palette.BLUE, 2.4),
            Style.dashed(Palette.ORANGE, 2.4));
    List<Line> layers = new ArrayList<>();
    List<String> operators =
        Stream.concat(Stream.of(DemoWorkload.SOURCE), workload.tunedOperators().stream()).toList();
    for (int i = 0; i < operators.size(); i++) {
      String operator = operators.get(i);
      layers.add(
          Line.steps(
              operator,
              styles.get(i % styles.size()),
              lines.held(point -> (double) of(point, operator).parallelism())));
    }
    return layers;
  }

  private List<Line> backlog() {
    return List.of(
        new Line(
            "due and not yet read",
            Style.solid(Palette.PURPLE, 2),
            lines.measured(TimelinePoint::backlog)));
  }

  private static TimelinePoint.Operator of(TimelinePoint point, String operator) {
    return point.operators().get(operator);
  }

  private static double largest(List<Line> layers) {
    return layers.stream()
        .flatMap(line -> line.vertices().stream())
        .mapToDouble(Vertex::y)
        .filter(Double::isFinite)
        .max()
        .orElse(0);
  }
}
