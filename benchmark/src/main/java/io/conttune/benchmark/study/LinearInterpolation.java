package io.conttune.benchmark.study;

import io.conttune.gp.Point;
import java.util.List;

/** Straight lines from point to point; the first and the last go on beyond the data. */
record LinearInterpolation() implements StudiedModel {
  @Override
  public String name() {
    return "interpolation";
  }

  @Override
  public Estimate fit(List<Point> points) {
    return parallelism -> at(points, parallelism);
  }

  private static double at(List<Point> points, int parallelism) {
    int right = 1;
    while (right < points.size() - 1 && points.get(right).parallelism() < parallelism) {
      right++;
    }
    Point from = points.get(right - 1);
    Point to = points.get(right);
    double share =
        (double) (parallelism - from.parallelism()) / (to.parallelism() - from.parallelism());
    return from.processingAbility() + share * (to.processingAbility() - from.processingAbility());
  }
}
