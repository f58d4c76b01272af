package io.conttune.benchmark.demo;

import io.conttune.benchmark.run.Timeline;
import io.conttune.benchmark.run.TimelinePoint;
import io.conttune.benchmark.run.TimelineRescale;
import io.conttune.benchmark.run.TimelineRun;
import io.conttune.chart.Plot.Band;
import io.conttune.chart.Vertex;
import io.conttune.core.tuning.Decision.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Lines over the seconds of a demo, broken where the job was down. */
final class RunLines {
  private final Timeline timeline;
  private final List<TimelineRun> runs;

  RunLines(Timeline timeline) {
    this.timeline = timeline;
    this.runs = TimelineRun.of(timeline);
  }

  /** What was measured; a point without the value breaks the line as well. */
  List<Vertex> measured(Function<TimelinePoint, OptionalDouble> value) {
    List<Vertex> line = new ArrayList<>();
    for (TimelineRun run : runs) {
      for (TimelinePoint point : run.points()) {
        double at = timeline.seconds(point.at());
        line.add(new Vertex(at, value.apply(point).orElse(Double.NaN)));
      }
      line.add(Vertex.gap(run.to()));
    }
    return line;
  }

  /** What holds from the start of a run to its end. */
  List<Vertex> held(ToDoubleFunction<TimelinePoint> value) {
    List<Vertex> line = new ArrayList<>();
    for (TimelineRun run : runs) {
      line.add(new Vertex(run.from(), value.applyAsDouble(run.points().get(0))));
      for (TimelinePoint point : run.points()) {
        line.add(new Vertex(timeline.seconds(point.at()), value.applyAsDouble(point)));
      }
      line.add(new Vertex(run.to(), line.get(line.size() - 1).y()));
      line.add(Vertex.gap(run.to()));
    }
    return line;
  }

  /** The scheduled rate, in lines per second, times a factor. */
  List<Vertex> scheduled(double factor) {
    List<Long> rates = timeline.schedule().recordsPerSecond();
    List<Vertex> line = new ArrayList<>();
    for (int step = 0; step <= rates.size(); step++) {
      double rate = rates.get(Math.min(step, rates.size() - 1));
      line.add(new Vertex(timeline.seconds(timeline.startOf(step)), factor * rate));
    }
    return line;
  }

  /** The largest parallelism that each rescale of this step asked for, at its beginning. */
  List<Vertex> decided(Step step) {
    return timeline.rescales().stream()
        .map(TimelineRescale::entry)
        .filter(entry -> entry.plan().step() == step)
        .map(
            entry ->
                new Vertex(
                    timeline.seconds(entry.startedAt()),
                    Collections.max(entry.plan().wanted().values())))
        .toList();
  }

  /** When the job was down. */
  List<Band> downtimes() {
    return timeline.rescales().stream()
        .filter(rescale -> !rescale.downtime().isZero())
        .map(
            rescale ->
                new Band(timeline.seconds(rescale.stopped()), timeline.seconds(rescale.running())))
        .toList();
  }

  /** The end of the last run or of the schedule, whichever is later. */
  double end() {
    int steps = timeline.schedule().recordsPerSecond().size();
    double scheduled = timeline.seconds(timeline.startOf(steps));
    return runs.isEmpty() ? scheduled : Math.max(scheduled, runs.get(runs.size() - 1).to());
  }
}
