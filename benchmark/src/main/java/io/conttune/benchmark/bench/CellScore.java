package io.conttune.benchmark.bench;

import io.conttune.benchmark.jobs.source.RateSchedule;
import io.conttune.benchmark.run.Timeline;
import io.conttune.benchmark.run.TimelinePoint;
import io.conttune.benchmark.run.TimelineRescale;
import io.conttune.benchmark.run.TimelineRun;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.Decision;
import java.util.ArrayList;
import java.util.List;

/**
 * Scores a timeline, within the seconds of the schedule alone. The job counts as having run from
 * the start of the schedule on, and its slots as held while it is redeployed.
 */
final class CellScore {
  private final BenchWorkload workload;
  private final RateSchedule multiples;
  private final double targetUtilization;
  private final Timeline timeline;
  private final List<Span> spans = new ArrayList<>();
  private final double end;

  /** A run of the job: when it ran, and until when it held its slots. */
  private record Span(double from, double to, double until, TimelinePoint job) {
    int slots() {
      return job.operators().values().stream()
          .mapToInt(TimelinePoint.Operator::parallelism)
          .max()
          .orElse(0);
    }

    double seconds() {
      return Math.max(0, to - from);
    }

    /** Seconds of it within others. */
    double within(double start, double stop) {
      return Math.max(0, Math.min(to, stop) - Math.max(from, start));
    }
  }

  CellScore(
      BenchWorkload workload, RateSchedule multiples, double targetUtilization, Timeline timeline) {
    this.workload = workload;
    this.multiples = multiples;
    this.targetUtilization = targetUtilization;
    this.timeline = timeline;
    this.end = timeline.seconds(multiples.end());
    List<TimelineRun> runs = TimelineRun.of(timeline);
    for (int i = 0; i < runs.size(); i++) {
      boolean last = i == runs.size() - 1;
      double from = i == 0 ? 0 : clipped(runs.get(i).from());
      double to = last ? end : clipped(runs.get(i).to());
      double until = last ? end : clipped(runs.get(i + 1).from());
      spans.add(new Span(from, to, until, runs.get(i).points().get(0)));
    }
  }

  private double clipped(double seconds) {
    return Math.min(Math.max(seconds, 0), end);
  }

  double seconds() {
    return end;
  }

  double slotSeconds() {
    return spans.stream().mapToDouble(span -> span.slots() * (span.until() - span.from())).sum();
  }

  int maxSlots() {
    return spans.stream()
        .filter(span -> span.until() > span.from())
        .mapToInt(Span::slots)
        .max()
        .orElse(0);
  }

  double downSeconds() {
    return end - spans.stream().mapToDouble(Span::seconds).sum();
  }

  double underProvisionedSeconds() {
    double shortOf = 0;
    for (int step = 0; step < multiples.recordsPerSecond().size(); step++) {
      double start = timeline.seconds(timeline.startOf(step));
      double stop = timeline.seconds(timeline.startOf(step + 1));
      long multiple = multiples.recordsPerSecond().get(step);
      shortOf +=
          spans.stream()
              .filter(span -> !carries(span, multiple))
              .mapToDouble(span -> span.within(start, stop))
              .sum();
    }
    return shortOf + downSeconds();
  }

  private boolean carries(Span span, long multiple) {
    return workload.carries(
        (double) multiple, operator -> span.job().operators().get(operator).parallelism());
  }

  double maxBacklogSeconds() {
    return timeline.between(multiples.start(), multiples.end()).stream()
        .filter(point -> point.backlog().isPresent() && point.scheduledRate() > 0)
        .mapToDouble(point -> point.backlog().getAsDouble() / point.scheduledRate())
        .max()
        .orElse(0);
  }

  /** The last step of each tuning: steps of the same rate belong to one. */
  private List<Integer> lastSteps() {
    List<Long> all = multiples.recordsPerSecond();
    List<Integer> last = new ArrayList<>();
    for (int step = 0; step < all.size(); step++) {
      if (step == all.size() - 1 || !all.get(step).equals(all.get(step + 1))) {
        last.add(step);
      }
    }
    return last;
  }

  int tunings() {
    return lastSteps().size();
  }

  double excessSlots() {
    return lastSteps().stream()
        .mapToInt(
            step ->
                slotsAt(timeline.seconds(timeline.startOf(step + 1)))
                    - workload.leastSlots(
                        (double) multiples.recordsPerSecond().get(step), targetUtilization))
        .average()
        .orElse(0);
  }

  /** Slots held right before that second. */
  private int slotsAt(double seconds) {
    return spans.stream()
        .filter(span -> span.from() < seconds && seconds <= span.until())
        .mapToInt(Span::slots)
        .findFirst()
        .orElse(0);
  }

  int reconfigurations() {
    return begun().size();
  }

  int bigReconfigurations() {
    return (int)
        begun().stream()
            .filter(rescale -> rescale.entry().plan().step() == Decision.Step.BIG)
            .count();
  }

  private List<TimelineRescale> begun() {
    return timeline.rescales().stream()
        .filter(rescale -> rescale.entry().stage() != Stage.ABANDONED)
        .filter(rescale -> rescale.entry().startedAt().isBefore(multiples.end()))
        .toList();
  }
}
