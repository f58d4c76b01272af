package io.conttune.core.rescale;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * Tells how long work on a job's state takes from how long it has taken before: a part that is
 * always the same, and a part that grows with the state.
 *
 * @param timed earlier times, at least one
 */
public record TimeBySize(List<Timed> timed) {
  /** State up to this size takes no time that is worth telling, in bytes. */
  private static final double NEGLIGIBLE = 64 << 20;

  /** Sizes that are closer than this ratio are one: their times differ for other reasons too. */
  private static final double SAME_SIZE = 2;

  /** Of a second. */
  private static final double NANOS = 1e9;

  public TimeBySize {
    timed = List.copyOf(timed);
    if (timed.isEmpty()) {
      throw new IllegalArgumentException("nothing was timed");
    }
  }

  /**
   * A time that was taken.
   *
   * @param stateBytes size of the state then; empty if it is not known
   * @param time from the beginning to the end
   */
  public record Timed(OptionalLong stateBytes, Duration time) {
    public Timed {
      Objects.requireNonNull(stateBytes, "stateBytes");
      Objects.requireNonNull(time, "time");
    }
  }

  /** The middle of the earlier times; of the later two where there is no middle one. */
  public Duration median() {
    return timed.stream().map(Timed::time).sorted().toList().get(count() / 2);
  }

  /** The longest of the earlier times. */
  public Duration longest() {
    return timed.stream().map(Timed::time).max(Duration::compareTo).orElseThrow();
  }

  /** How many times were taken. */
  public int count() {
    return timed.size();
  }

  /**
   * The time for state of this size; the median if the sizes are not known. Where all earlier sizes
   * are one, state that is larger is taken to need more in proportion, and state that is smaller as
   * much: too long an estimate does less harm than one that is too short.
   */
  public Duration at(OptionalLong stateBytes) {
    List<Point> points =
        timed.stream()
            .filter(one -> one.stateBytes().isPresent())
            .map(one -> new Point(size(one.stateBytes().getAsLong()), seconds(one.time())))
            .toList();
    if (stateBytes.isEmpty() || points.isEmpty()) {
      return median();
    }
    return Duration.ofNanos(Math.round(NANOS * at(points, size(stateBytes.getAsLong()))));
  }

  private record Point(double size, double seconds) {}

  /** By the median slope (Theil and Sen), which a few times that lie far off do not change. */
  private static double at(List<Point> points, double size) {
    List<Double> slopes = slopes(points);
    if (slopes.isEmpty()) {
      double known = median(points.stream().map(Point::size).toList());
      double seconds = median(points.stream().map(Point::seconds).toList());
      return seconds * Math.max(1, size / known);
    }
    double slope = Math.max(0, median(slopes));
    double always =
        Math.max(0, median(points.stream().map(p -> p.seconds() - slope * p.size()).toList()));
    return always + slope * size;
  }

  private static List<Double> slopes(List<Point> points) {
    List<Double> slopes = new ArrayList<>();
    for (Point one : points) {
      for (Point other : points) {
        if (other.size() >= one.size() * SAME_SIZE) {
          slopes.add((other.seconds() - one.seconds()) / (other.size() - one.size()));
        }
      }
    }
    return slopes;
  }

  private static double size(long bytes) {
    return Math.max(NEGLIGIBLE, (double) bytes);
  }

  private static double seconds(Duration time) {
    return time.toNanos() / NANOS;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
