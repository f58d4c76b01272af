package io.conttune.benchmark.run;

import io.conttune.benchmark.jobs.source.RateSchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** All that was seen in a demo, in the order of time. Not thread-safe. */
public final class Timeline {
  private final RateSchedule schedule;
  private final List<TimelinePoint> points = new ArrayList<>();
  private final List<TimelineRescale> rescales = new ArrayList<>();

  public Timeline(RateSchedule schedule) {
    this.schedule = schedule;
  }

  public void add(TimelinePoint point) {
    points.add(point);
  }

  public void add(TimelineRescale rescale) {
    rescales.add(rescale);
  }

  public RateSchedule schedule() {
    return schedule;
  }

  public List<TimelinePoint> points() {
    return List.copyOf(points);
  }

  public List<TimelineRescale> rescales() {
    return List.copyOf(rescales);
  }

  /** The points within a span of time, its end included. */
  public List<TimelinePoint> between(Instant from, Instant to) {
    return points.stream()
        .filter(point -> !point.at().isBefore(from) && !point.at().isAfter(to))
        .toList();
  }

  /**
   * The rescales that were planned within a step; what was planned before the schedule began
   * belongs to the first, what was planned after its end to the last.
   */
  public List<TimelineRescale> rescalesOf(int step) {
    return rescales.stream()
        .filter(rescale -> stepOf(rescale.entry().startedAt()) == step)
        .toList();
  }

  private int stepOf(Instant instant) {
    boolean early = instant.isBefore(schedule.start());
    return schedule.stepAt(instant).orElse(early ? 0 : schedule.recordsPerSecond().size() - 1);
  }

  /** When a step begins; that of the step after the last is the end of the schedule. */
  public Instant startOf(int step) {
    Duration each = schedule.stepDuration();
    return schedule.start().plus(each.multipliedBy(step));
  }

  /** Seconds since the schedule began. */
  public double seconds(Instant instant) {
    return Duration.between(schedule.start(), instant).toMillis() / 1000.0;
  }
}
