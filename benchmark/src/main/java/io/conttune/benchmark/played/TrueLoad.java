package io.conttune.benchmark.played;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The load of a played job and what its operators can do, which nobody but the player knows.
 *
 * @param rate records per second that arrive at the source, before any change
 * @param abilities records per second that one subtask of each operator can process, the source
 *     first; twice the subtasks do twice of it
 * @param changes of the rate, in the order of their times
 */
public record TrueLoad(double rate, List<Double> abilities, List<Change> changes) {
  private static final double BASE_RATE = 100;

  public TrueLoad {
    abilities = List.copyOf(abilities);
    changes = List.copyOf(changes);
  }

  /**
   * A change of the rate.
   *
   * @param at milliseconds of the time of day from which on it holds
   * @param factor of the rate before any change
   */
  public record Change(long at, double factor) {}

  /**
   * The load of which two subtasks of every operator are busy for about half of their time, which
   * is what a tuner leaves alone.
   *
   * @param number of the job, which tells the jobs' loads a little apart
   */
  public static TrueLoad steady(int number, int operators) {
    double rate = BASE_RATE + number % 10;
    return new TrueLoad(
        rate,
        IntStream.range(0, operators)
            .mapToObj(vertex -> rate / (PlayedJob.PARALLELISM * (0.5 + 0.02 * (vertex % 5))))
            .toList(),
        List.of());
  }

  /** The rate at a time, in records per second. */
  public double rateAt(long now) {
    double factor = 1;
    for (Change change : changes) {
      if (change.at() <= now) {
        factor = change.factor();
      }
    }
    return rate * factor;
  }

  /** The time of the next change after this one; the largest long value if there is none. */
  long nextChange(long after) {
    return changes.stream()
        .mapToLong(Change::at)
        .filter(at -> at > after)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** The subtasks that an operator needs for a rate, as a fraction: 1.5 is one and a half. */
  public double subtasks(int vertex, double recordsPerSecond) {
    return recordsPerSecond / abilities.get(vertex);
  }
}
