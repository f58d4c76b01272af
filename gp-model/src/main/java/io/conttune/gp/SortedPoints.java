package io.conttune.gp;

import java.util.Comparator;
import java.util.List;

/** The points of a history in ascending parallelism, checked, also as columns. */
final class SortedPoints {
  private final List<Point> points;

  private SortedPoints(List<Point> points) {
    this.points = points;
  }

  static SortedPoints of(List<Point> points) {
    List<Point> sorted =
        points.stream().sorted(Comparator.comparingInt(Point::parallelism)).toList();
    if (sorted.isEmpty()) {
      throw new IllegalArgumentException("a surrogate needs at least one point");
    }
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i - 1).parallelism() == sorted.get(i).parallelism()) {
        throw new IllegalArgumentException(
            "expected one point per parallelism, found two at " + sorted.get(i).parallelism());
      }
    }
    return new SortedPoints(sorted);
  }

  List<Point> asList() {
    return points;
  }

  int size() {
    return points.size();
  }

  Point first() {
    return points.get(0);
  }

  Point last() {
    return points.get(points.size() - 1);
  }

  int[] parallelisms() {
    return points.stream().mapToInt(Point::parallelism).toArray();
  }

  double[] processingAbilities() {
    return points.stream().mapToDouble(Point::processingAbility).toArray();
  }

  int[] samples() {
    return points.stream().mapToInt(Point::samples).toArray();
  }

  /** The smallest distance between two neighbours; 1 for a single point. */
  int leastGap() {
    int least = Integer.MAX_VALUE;
    for (int i = 1; i < points.size(); i++) {
      least = Math.min(least, points.get(i).parallelism() - points.get(i - 1).parallelism());
    }
    return points.size() == 1 ? 1 : least;
  }
}
