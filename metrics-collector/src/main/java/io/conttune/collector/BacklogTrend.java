package io.conttune.collector;

import io.conttune.core.metrics.Backlog;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The growth of a source's backlog: the slope of the least-squares line through all polls of the
 * window, so that one old value at its edge does not decide.
 */
final class BacklogTrend {
  private BacklogTrend() {}

  /** Records that waited at a time in seconds. */
  record Point(double at, double records) {}

  static double seconds(Instant at) {
    return at.toEpochMilli() / 1000.0;
  }

  /** Empty if the points span less than {@code atLeast} seconds: too short a piece to go by. */
  static Optional<Backlog> of(List<Point> points, double atLeast) {
    if (points.size() < 2) {
      return Optional.empty();
    }
    Point last = points.get(points.size() - 1);
    double span = last.at() - points.get(0).at();
    return span <= 0 || span < atLeast
        ? Optional.empty()
        : Optional.of(new Backlog(last.records(), slope(points), peak(points)));
  }

  private static double peak(List<Point> points) {
    return points.stream().mapToDouble(Point::records).max().orElseThrow();
  }

  private static double slope(List<Point> points) {
    double meanAt = points.stream().mapToDouble(Point::at).average().orElseThrow();
    double meanRecords = points.stream().mapToDouble(Point::records).average().orElseThrow();
    double products = 0;
    double squares = 0;
    for (Point point : points) {
      products += (point.at() - meanAt) * (point.records() - meanRecords);
      squares += (point.at() - meanAt) * (point.at() - meanAt);
    }
    return products / squares;
  }
}
