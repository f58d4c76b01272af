package io.conttune.benchmark.demo;

import io.conttune.benchmark.run.Timeline;
import io.conttune.benchmark.run.TimelinePoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Judges whether the job sustained the rate of a step: over the step's last 10 s it read at least
 * 98 % of what was due, and its backlog did not grow. What was read is what was due less what the
 * backlog grew by, which holds across a redeployment as well.
 */
final class StepJudge {
  static final Duration SPAN = Duration.ofSeconds(10);
  private static final double SHARE = 0.98;

  /** Least part of the span that must have been seen for a verdict in the job's favour. */
  private static final double SEEN = 0.8;

  private final Timeline timeline;

  StepJudge(Timeline timeline) {
    this.timeline = timeline;
  }

  /** A verdict with its ground, for a person. */
  record Verdict(Sustained sustained, String ground) {}

  /** The verdict on one step of the schedule. */
  enum Sustained {
    YES,
    NO
  }

  Verdict judge(int step) {
    Instant end = timeline.startOf(step + 1);
    List<TimelinePoint> seen =
        timeline.between(end.minus(SPAN), end).stream()
            .filter(point -> point.backlog().isPresent())
            .toList();
    double seconds =
        seen.size() < 2 ? 0 : seconds(seen.get(0).at(), seen.get(seen.size() - 1).at());
    if (seconds < SEEN * SPAN.toSeconds()) {
      return new Verdict(
          Sustained.NO,
          "the job was seen for only %.1f of the last %d s".formatted(seconds, SPAN.toSeconds()));
    }
    return judge(seen, seconds);
  }

  private Verdict judge(List<TimelinePoint> seen, double seconds) {
    TimelinePoint first = seen.get(0);
    TimelinePoint last = seen.get(seen.size() - 1);
    double due =
        timeline.schedule().recordsDue(last.at()) - timeline.schedule().recordsDue(first.at());
    double growth = last.backlog().getAsDouble() - first.backlog().getAsDouble();
    double consumed = due - growth;
    double slope = slope(seen);
    double tolerated = (1 - SHARE) * due / seconds;
    String ground =
        "read %.1f of %.1f lines/s, backlog %.0f lines, growing by %.1f lines/s"
            .formatted(consumed / seconds, due / seconds, last.backlog().getAsDouble(), slope);
    boolean sustained = consumed >= SHARE * due && slope <= tolerated;
    return new Verdict(sustained ? Sustained.YES : Sustained.NO, ground);
  }

  /** Least-squares slope of the backlog, lines per second. */
  private static double slope(List<TimelinePoint> points) {
    Instant origin = points.get(0).at();
    double meanX = points.stream().mapToDouble(p -> seconds(origin, p.at())).average().orElse(0);
    double meanY = points.stream().mapToDouble(p -> p.backlog().getAsDouble()).average().orElse(0);
    double products = 0;
    double squares = 0;
    for (TimelinePoint point : points) {
      double x = seconds(origin, point.at()) - meanX;
      products += x * (point.backlog().getAsDouble() - meanY);
      squares += x * x;
    }
    return squares > 0 ? products / squares : 0;
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }
}
