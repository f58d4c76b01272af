package io.conttune.benchmark.sharing;

import io.conttune.benchmark.played.TrueLoad;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The loads of jobs that each get two and a half times their load once, one soon after another, so
 * that some are rescaled at any time.
 *
 * @param operators job vertices of each job
 * @param jobs number of them
 * @param from milliseconds of the time of day at which the first changes
 * @param spread the time until the last changes
 */
record PeakLoads(int operators, int jobs, long from, Duration spread) {
  private static final double RATE = 100;
  private static final double PEAK = 2.5;

  /** Subtasks that an operator keeps busy: the source few, so that it can stay as it is. */
  private static final double WORK_OF_SOURCE = 0.4;

  private static final double WORK = 1.1;

  /** That of the job of this number. */
  TrueLoad of(int number) {
    return new TrueLoad(
        RATE,
        IntStream.range(0, operators)
            .mapToObj(vertex -> RATE / (vertex == 0 ? WORK_OF_SOURCE : WORK))
            .toList(),
        List.of(new TrueLoad.Change(from + spread.toMillis() * number / jobs, PEAK)));
  }
}
