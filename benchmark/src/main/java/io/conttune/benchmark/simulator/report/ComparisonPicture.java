package io.conttune.benchmark.simulator.report;

import io.conttune.benchmark.simulator.run.RunResult;
import io.conttune.benchmark.simulator.run.TuningResult;
import io.conttune.benchmark.simulator.run.WorkloadResult;
import io.conttune.benchmark.simulator.tuner.Contender;
import io.conttune.chart.Axis;
import io.conttune.chart.Layer;
import io.conttune.chart.Palette;
import io.conttune.chart.Picture;
import io.conttune.chart.Plot;
import io.conttune.chart.Style;
import io.conttune.chart.Vertex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The first run of each tuner on one workload: slots over time, and reconfigurations so far. */
final class ComparisonPicture {
  private static final int WIDTH = 1100;
  private static final int HEIGHT = 380;
  private static final double MILLIS_PER_MINUTE = 60_000;

  /** Those whose slots are shown; the slots of all would hide one another. */
  private static final List<Contender> SHOWN = List.of(Contender.DS2, Contender.CONTTUNE_3);

  private final WorkloadResult result;
  private final List<Contender> contenders;

  ComparisonPicture(WorkloadResult result, List<Contender> contenders) {
    this.result = result;
    this.contenders = contenders;
  }

  Picture picture() {
    return new Picture(List.of(slots(), reconfigurations()), WIDTH, HEIGHT);
  }

  private RunResult run(Contender contender) {
    return result.runs().get(contender).get(0);
  }

  private Axis time() {
    return new Axis("minutes", 0, minutes(lastOf(run(contenders.get(0))).until()));
  }

  private Plot slots() {
    List<Contender> shown = contenders.stream().filter(SHOWN::contains).toList();
    List<Layer> layers = new ArrayList<>();
    layers.add(
        Layer.Line.steps(
            "least that suffices", Style.solid(Palette.GREY, 2), least(contenders.get(0))));
    for (Contender contender : shown.isEmpty() ? contenders.subList(0, 1) : shown) {
      layers.add(Layer.Line.steps(contender.label(), style(contender), slots(contender)));
    }
    return new Plot(
        "%s: slots over time, first run".formatted(result.workload().name()),
        time(),
        Axis.fromZero("slots", largest(layers)).whole(),
        List.of(),
        layers,
        List.of());
  }

  private static double largest(List<Layer> lines) {
    return lines.stream()
        .map(Layer.Line.class::cast)
        .flatMap(line -> line.vertices().stream())
        .mapToDouble(Vertex::y)
        .max()
        .orElse(0);
  }

  private List<Vertex> least(Contender contender) {
    List<Vertex> vertices = new ArrayList<>();
    double from = 0;
    for (TuningResult tuning : run(contender).tunings()) {
      vertices.add(new Vertex(from, tuning.leastSlots()));
      from = minutes(tuning.until());
    }
    vertices.add(new Vertex(from, lastOf(run(contender)).leastSlots()));
    return vertices;
  }

  private List<Vertex> slots(Contender contender) {
    RunResult run = run(contender);
    List<Vertex> vertices = new ArrayList<>();
    run.timeline().forEach(point -> vertices.add(new Vertex(minutes(point.at()), point.slots())));
    vertices.add(new Vertex(minutes(lastOf(run).until()), lastOf(run).slots()));
    return vertices;
  }

  private Plot reconfigurations() {
    List<Layer> layers = new ArrayList<>();
    double most = 0;
    for (Contender contender : contenders) {
      List<Vertex> vertices = soFar(contender);
      most = Math.max(most, vertices.get(vertices.size() - 1).y());
      layers.add(new Layer.Line(contender.label(), style(contender), vertices));
    }
    return new Plot(
        "%s: reconfigurations so far, first run".formatted(result.workload().name()),
        time(),
        Axis.fromZero("reconfigurations", most).whole(),
        List.of(),
        layers,
        List.of());
  }

  private List<Vertex> soFar(Contender contender) {
    List<Vertex> vertices = new ArrayList<>(List.of(new Vertex(0, 0)));
    int count = 0;
    for (TuningResult tuning : run(contender).tunings()) {
      count += tuning.reconfigurations();
      vertices.add(new Vertex(minutes(tuning.until()), count));
    }
    return vertices;
  }

  private static TuningResult lastOf(RunResult run) {
    return run.tunings().get(run.tunings().size() - 1);
  }

  /** No two share a colour and a pattern. */
  static Style style(Contender contender) {
    return switch (contender) {
      case ORACLE -> Style.solid(Palette.BLACK, 2);
      case LATE_ORACLE -> Style.dashed(Palette.BLACK, 1.6);
      case FORESIGHT_ORACLE -> Style.dashed(Palette.GREY, 1.6);
      case LAG_ORACLE -> Style.dotted(Palette.BLUE, 1.6);
      case DHALION -> Style.dashed(Palette.PURPLE, 1.6);
      case DS2 -> Style.solid(Palette.ORANGE, 2);
      case BIG_DS2 -> Style.dashed(Palette.VERMILION, 1.6);
      case CONTTUNE_0 -> Style.dashed(Palette.SKY, 1.6);
      case CONTTUNE_3 -> Style.solid(Palette.BLUE, 2);
      case CONTTUNE_CEI -> Style.dashed(Palette.GREEN, 1.6);
      case CONTTUNE_NO_TOP_K -> Style.dotted(Palette.YELLOW, 2);
      case INFORMED -> Style.solid(Palette.GREEN, 2);
      case INFORMED_LAG -> Style.dotted(Palette.GREEN, 2);
      case CONTTUNE -> Style.dashed(Palette.BLUE, 2);
      case RANDOM -> Style.dotted(Palette.GREY, 1.6);
      case STATIC_PEAK -> Style.dotted(Palette.BLACK, 1.4);
    };
  }

  private static double minutes(Instant instant) {
    return instant.toEpochMilli() / MILLIS_PER_MINUTE;
  }
}
