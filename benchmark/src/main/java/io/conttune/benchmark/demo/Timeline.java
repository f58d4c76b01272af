package io.conttune.benchmark.demo;

import io.conttune.benchmark.jobs.source.RateSchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** All that was seen in a demo, in the order of time. Not thread-safe. */
final class Timeline {
  private final RateSchedule schedule;
  private final List<DemoPoint> points = new ArrayList<>();
  private final List<DemoRescale> rescales = new ArrayList<>();

  Timeline(RateSchedule schedule) {
    this.schedule = schedule;
  }

  void add(DemoPoint point) {
    points.add(point);
  }

  void add(DemoRescale rescale) {
    rescales.add(rescale);
  }

  RateSchedule schedule() {
    return schedule;
  }

  List<DemoPoint> points() {
    return List.copyOf(points);
  }

  List<DemoRescale> rescales() {
    return List.copyOf(rescales);
  }

  /** The points within a span of time, its end included. */
  List<DemoPoint> between(Instant from, Instant to) {
    return points.stream()
        .filter(point -> !point.at().isBefore(from) && !point.at().isAfter(to))
        .toList();
  }

  /**
   * The rescales that were planned within a step; what was planned before the schedule began
   * belongs to the first, what was planned after its end to the last.
   */
  List<DemoRescale> rescalesOf(int step) {
    return rescales.stream()
        .filter(rescale -> stepOf(rescale.entry().startedAt()) == step)
        .toList();
  }

  private int stepOf(Instant instant) {
    boolean early = instant.isBefore(schedule.start());
    return schedule.stepAt(instant).orElse(early ? 0 : schedule.recordsPerSecond().size() - 1);
  }

  /** When a step begins; that of the step after the last is the end of the schedule. */
  Instant startOf(int step) {
    Duration each = schedule.stepDuration();
    return schedule.start().plus(each.multipliedBy(step));
  }

  /** Seconds since the schedule began. */
  double seconds(Instant instant) {
    return Duration.between(schedule.start(), instant).toMillis() / 1000.0;
  }
}
