package io.conttune.benchmark.bench;

import io.conttune.benchmark.bench.BenchPlan.Cell;
import io.conttune.benchmark.bench.BenchPlan.Settings;
import io.conttune.benchmark.run.Timeline;
import io.conttune.benchmark.run.TimelinePoint;
import io.conttune.controller.loop.StepOutcome;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Tells how far a comparison is: a line for each change of the rate. Not thread-safe. */
final class BenchProgress {
  /** What a cell takes besides its schedule, roughly. */
  private static final Duration OVERHEAD = Duration.ofSeconds(15);

  private final PrintWriter out;
  private final Settings settings;
  private String cellName = "";
  private int lastStep;

  BenchProgress(PrintWriter out, Settings settings) {
    this.out = out;
    this.settings = settings;
  }

  void kept(Cell cell) {
    tell("%s: kept from an earlier run with the same settings".formatted(cell.name()));
  }

  /** A cell with its number, from 1. */
  void begins(Cell cell, int number, int cells) {
    cellName = cell.name();
    lastStep = -1;
    Duration each = settings.stepDuration().multipliedBy(settings.steps()).plus(OVERHEAD);
    Duration left = each.multipliedBy(cells - number + 1);
    tell(
        "%s: cell %d of %d begins, about %d:%02d min left"
            .formatted(cellName, number, cells, left.toMinutes(), left.toSecondsPart()));
  }

  /** Tells of a step of the schedule when it begins, with what the last one has led to. */
  void stepped(StepOutcome outcome, Timeline timeline, Instant now) {
    OptionalInt step = timeline.schedule().stepAt(now);
    if (step.isPresent() && step.getAsInt() != lastStep) {
      tell(
          "%s: step %d of %d, %d records/s; %s"
              .formatted(
                  cellName,
                  step.getAsInt() + 1,
                  settings.steps(),
                  timeline.schedule().rateAt(now),
                  parallelism(timeline.points())));
      lastStep = step.getAsInt();
    }
  }

  void ended(Cell cell, CellResult result) {
    tell(
        String.format(
            Locale.ROOT,
            "%s: %d reconfigurations for %d tunings, %.1f s down, %d lost, %d duplicated",
            cell.name(),
            result.reconfigurations(),
            result.tunings(),
            result.downSeconds(),
            result.recordsLost(),
            result.recordsDuplicated()));
  }

  private static String parallelism(List<TimelinePoint> points) {
    return points.isEmpty()
        ? "not seen yet"
        : points.get(points.size() - 1).operators().entrySet().stream()
            .map(operator -> operator.getKey() + " " + operator.getValue().parallelism())
            .collect(Collectors.joining(", "));
  }

  private void tell(String line) {
    out.println(line);
    out.flush();
  }
}
