package io.conttune.benchmark.demo;

import io.conttune.benchmark.demo.ModelPlot.WantedAbility;
import io.conttune.chart.Picture;
import io.conttune.chart.Vertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.history.History;
import io.conttune.core.history.Observation;
import io.conttune.gp.ConservativeAcquisition;
import io.conttune.gp.Point;
import io.conttune.gp.Surrogate;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The picture of what the tuner knows of one operator at the end of a demo. */
final class ModelFigure {
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 560;

  /** Parallelisms shown beyond the largest that was observed. */
  private static final int BEYOND = 4;

  private final DemoWorkload workload;
  private final Surrogate surrogate;
  private final double targetUtilization;

  ModelFigure(DemoWorkload workload, Surrogate surrogate, double targetUtilization) {
    this.workload = workload;
    this.surrogate = surrogate;
    this.targetUtilization = targetUtilization;
  }

  /** The picture; empty if nothing was observed of the operator. */
  Optional<Picture> of(String operator, OperatorId id, History history) {
    List<Point> means =
        history.of(id).stream()
            .map(mean -> new Point(mean.parallelism(), mean.processingAbility(), mean.samples()))
            .toList();
    return means.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Picture(List.of(plot(operator, id, history, means).plot()), WIDTH, HEIGHT));
  }

  private ModelPlot plot(String operator, OperatorId id, History history, List<Point> means) {
    int observed = means.stream().mapToInt(Point::parallelism).max().orElseThrow();
    return new ModelPlot(
        title(operator, means),
        workload.unit(operator),
        surrogate.fit(means),
        history.observations().stream()
            .filter(observation -> observation.operator().equals(id))
            .map(ModelFigure::vertex)
            .toList(),
        workload.rates().stream().map(rate -> demand(operator, rate)).toList(),
        Optional.of(parallelism -> workload.processingAbility(operator, parallelism)),
        observed + BEYOND);
  }

  /** Names the operator and what the model answers for the largest rate. */
  private String title(String operator, List<Point> means) {
    int largest = means.stream().mapToInt(Point::parallelism).max().orElseThrow() + BEYOND;
    long peak = Collections.max(workload.rates());
    WantedAbility demand = demand(operator, peak);
    String answer =
        new ConservativeAcquisition()
            .acquire(surrogate.fit(means), demand.capacity(), 1, largest)
            .match(
                pick -> "%d subtasks for %s".formatted(pick.parallelism(), demand.name()),
                empty -> "more than %d subtasks for %s".formatted(largest, demand.name()));
    return "%s: %s (%s)".formatted(operator, answer, surrogate.name());
  }

  private WantedAbility demand(String operator, long linesPerSecond) {
    return new WantedAbility(
        String.format(
            Locale.ROOT, "%d lines/s at %.0f %%", linesPerSecond, 100 * targetUtilization),
        linesPerSecond * workload.recordsPerLine(operator) / targetUtilization);
  }

  private static Vertex vertex(Observation observation) {
    return new Vertex(observation.parallelism(), observation.processingAbility());
  }
}
