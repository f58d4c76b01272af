package io.conttune.collector;

import io.conttune.core.metrics.Backlog;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Computes how fast a source's backlog grows: from the first to the last poll of a window, as for
 * the records that the source has read. Both numbers come in one reply of Flink, so their sum is
 * the real rate, even where the backlog falls fast at first and is gone then. A line fitted through
 * all polls would fall less.
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
        : Optional.of(
            new Backlog(
                last.records(), (last.records() - points.get(0).records()) / span, peak(points)));
  }

  private static double peak(List<Point> points) {
    return points.stream().mapToDouble(Point::records).max().orElseThrow();
  }
}
