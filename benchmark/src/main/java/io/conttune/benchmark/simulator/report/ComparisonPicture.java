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
import java.awt.Color;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The first run of each tuner on one workload: slots over time, and reconfigurations so far. */
final class ComparisonPicture {
  private static final int WIDTH = 1100;
  private static final int HEIGHT = 380;
  private static final double MILLIS_PER_MINUTE = 60_000;

  /** Those whose slots are shown; the slots of all would hide one another. */
  private static final List<Contender> SHOWN = List.of(Contender.DS2, Contender.CONTTUNE_3);

  private static final List<Color> COLORS =
      List.of(
          Palette.GREY,
          Palette.PURPLE,
          Palette.ORANGE,
          Palette.VERMILION,
          Palette.GREEN,
          Palette.BLUE);

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
            "least that suffices", Style.solid(Palette.BLACK, 1), least(contenders.get(0))));
    for (Contender contender : shown.isEmpty() ? contenders.subList(0, 1) : shown) {
      layers.add(Layer.Line.steps(contender.label(), style(contender), slots(contender)));
    }
    return new Plot(
        result.workload().name() + ": slots, first run",
        time(),
        Axis.fromZero("slots", result.workload().slots()),
        List.of(),
        layers,
        List.of());
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
    run.slots().forEach(change -> vertices.add(new Vertex(minutes(change.at()), change.slots())));
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
        result.workload().name() + ": reconfigurations so far, first run",
        time(),
        Axis.fromZero("reconfigurations", most),
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

  private Style style(Contender contender) {
    Map<Contender, Color> own =
        Map.of(
            Contender.ORACLE, Palette.BLACK,
            Contender.DS2, Palette.ORANGE,
            Contender.CONTTUNE_3, Palette.BLUE);
    Color color = COLORS.get(contenders.indexOf(contender) % COLORS.size());
    return own.containsKey(contender)
        ? Style.solid(own.get(contender), 2)
        : Style.dashed(color, 1.4);
  }

  private static double minutes(Instant instant) {
    return instant.toEpochMilli() / MILLIS_PER_MINUTE;
  }
}
