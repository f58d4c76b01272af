package io.conttune.benchmark.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of the timeline in which the job ran without being redeployed.
 *
 * @param from seconds since the schedule began
 * @param to likewise, not before {@code from}
 * @param points seen in it, at least one
 */
record DemoRun(double from, double to, List<DemoPoint> points) {
  DemoRun {
    points = List.copyOf(points);
  }

  /** Splits a timeline; between two runs the job was down. */
  static List<DemoRun> of(Timeline timeline) {
    List<DemoRun> runs = new ArrayList<>();
    List<DemoPoint> present = new ArrayList<>();
    for (DemoPoint point : timeline.points()) {
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
  private static DemoRun run(Timeline timeline, List<DemoPoint> points) {
    DemoPoint first = points.get(0);
    DemoPoint last = points.get(points.size() - 1);
    double from = timeline.seconds(first.at());
    double to = timeline.seconds(last.at());
    for (DemoRescale rescale : timeline.rescales()) {
      if (rescale.entry().launchedJobId().equals(first.jobId())) {
        from = Math.min(from, timeline.seconds(rescale.running()));
      }
      if (rescale.entry().plan().jobId().equals(first.jobId())) {
        to = Math.max(to, timeline.seconds(rescale.stopped()));
      }
    }
    return new DemoRun(from, to, points);
  }
}
