package io.conttune.benchmark.soak;

import io.conttune.benchmark.played.TrueLoad;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The loads of the jobs of a soak: that of most is steady, and every fifth job has two and a half
 * times of it for twenty minutes of every forty, each from another minute on.
 *
 * @param operators job vertices of each job
 * @param begin milliseconds of the time of day
 * @param duration for which changes are planned
 */
record SoakLoads(int operators, long begin, Duration duration) {
  private static final int ONE_OF = 5;
  private static final double PEAK = 2.5;
  private static final Duration FIRST = Duration.ofMinutes(4);
  private static final Duration HALF_PERIOD = Duration.ofMinutes(20);
  private static final int SHARES = 5;

  /** That of the job of this number. */
  TrueLoad of(int number) {
    double rate = 100 + number % 10;
    return new TrueLoad(
        rate,
        IntStream.range(0, operators).mapToObj(vertex -> rate / work(vertex)).toList(),
        number % ONE_OF == 0 ? changes(number / ONE_OF) : List.of());
  }

  /** Subtasks that an operator keeps busy: the source few, so that it can stay as it is. */
  private static double work(int vertex) {
    return vertex == 0 ? 0.4 : 1.1 + 0.04 * (vertex % SHARES);
  }

  private List<TrueLoad.Change> changes(int which) {
    List<TrueLoad.Change> changes = new ArrayList<>();
    long at = begin + FIRST.plusMinutes(which % HALF_PERIOD.toMinutes()).toMillis();
    double factor = PEAK;
    while (at < begin + duration.toMillis()) {
      changes.add(new TrueLoad.Change(at, factor));
      factor = factor == PEAK ? 1 : PEAK;
      at += HALF_PERIOD.toMillis();
    }
    return changes;
  }
}
