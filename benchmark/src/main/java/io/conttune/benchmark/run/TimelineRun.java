package io.conttune.benchmark.run;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of the timeline in which the job ran without being redeployed.
 *
 * @param from seconds since the schedule began
 * @param to likewise, not before {@code from}
 * @param points seen in it, at least one
 */
public record TimelineRun(double from, double to, List<TimelinePoint> points) {
  public TimelineRun {
    points = List.copyOf(points);
  }

  /** Splits a timeline; between two runs the job was down. */
  public static List<TimelineRun> of(Timeline timeline) {
    List<TimelineRun> runs = new ArrayList<>();
    List<TimelinePoint> present = new ArrayList<>();
    for (TimelinePoint point : timeline.points()) {
      if (!present.isEmpty() && !present.get(0).jobId().equals(point.jobId())) {
        runs.add(run(timeline, present));
        present.clear();
      }
      present.add(point);
    }
    if (!present.isEmpty()) {
      runs.add(run(timeline, present));
    }
    return runs;
  }

  /** What was seen of a run, and what is known of its start and its end from the rescales. */
  private static TimelineRun run(Timeline timeline, List<TimelinePoint> points) {
    TimelinePoint first = points.get(0);
    TimelinePoint last = points.get(points.size() - 1);
    double from = timeline.seconds(first.at());
    double to = timeline.seconds(last.at());
    for (TimelineRescale rescale : timeline.rescales()) {
      if (rescale.entry().launchedJobId().equals(first.jobId())) {
        from = Math.min(from, timeline.seconds(rescale.running()));
      }
      if (rescale.entry().plan().jobId().equals(first.jobId())) {
        to = Math.max(to, timeline.seconds(rescale.stopped()));
      }
    }
    return new TimelineRun(from, to, points);
  }
}
