package io.conttune.benchmark.jobs.source;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/**
 * Says how many records an input has produced by any instant: a list of rates, each held for one
 * step, from a fixed start. The start is absolute, so a job that is deployed again goes on with the
 * same schedule and finds what fell due while it was down.
 *
 * <p>All sums are integers in records times milliseconds and are divided once, so no drift builds
 * up over the steps.
 *
 * @param recordsPerSecond the rate of each step, at least one, none negative
 * @param stepDuration how long each rate holds, in whole milliseconds, at least one
 * @param start the instant at which the first step begins
 */
public record RateSchedule(List<Long> recordsPerSecond, Duration stepDuration, Instant start)
    implements Serializable {

  private static final long MILLIS_PER_SECOND = 1000;

  public RateSchedule {
    recordsPerSecond = List.copyOf(recordsPerSecond);
    if (recordsPerSecond.isEmpty() || recordsPerSecond.stream().anyMatch(rate -> rate < 0)) {
      throw new IllegalArgumentException(
          "rates: expected at least one and none negative, got " + recordsPerSecond);
    }
    if (stepDuration.toMillis() < 1) {
      throw new IllegalArgumentException(
          "step duration: expected at least 1 ms, got " + stepDuration);
    }
    checkNoOverflow(recordsPerSecond, stepDuration);
  }

  private static void checkNoOverflow(List<Long> rates, Duration stepDuration) {
    long sum = rates.stream().reduce(0L, Math::addExact);
    Math.multiplyExact(sum, stepDuration.toMillis());
  }

  /**
   * Its first steps alone.
   *
   * @param steps at least 1, at most as many as it has
   */
  public RateSchedule first(int steps) {
    return new RateSchedule(recordsPerSecond.subList(0, steps), stepDuration, start);
  }

  public Instant end() {
    return start.plusMillis(durationMillis());
  }

  public long totalRecords() {
    return recordsAfter(durationMillis());
  }

  /**
   * Records that the whole input has produced by that instant: the integral of the rate, rounded
   * down.
   */
  public long recordsDue(Instant instant) {
    return recordsAfter(elapsedMillis(instant));
  }

  /**
   * Records of one partition due by that instant; the records go round the partitions one by one.
   */
  public long recordsDue(Instant instant, Partition partition) {
    return partition.shareOf(recordsDue(instant));
  }

  /**
   * The earliest millisecond at which a record is due.
   *
   * @param record its number in the whole input, from 0
   * @throws IllegalArgumentException if the schedule never produces that record
   */
  public Instant dueAt(long record) {
    if (record < 0 || record >= totalRecords()) {
      throw new IllegalArgumentException(
          "record " + record + " is not among the " + totalRecords() + " records of the schedule");
    }
    long weightLeft = (record + 1) * MILLIS_PER_SECOND;
    int step = 0;
    while (weightLeft > weightOfStep(step)) {
      weightLeft -= weightOfStep(step++);
    }
    long rate = recordsPerSecond.get(step);
    long intoStep = (weightLeft + rate - 1) / rate;
    return start.plusMillis(step * stepDuration.toMillis() + intoStep);
  }

  /** The step, from 0, in force at that instant; empty before the start and from the end on. */
  public OptionalInt stepAt(Instant instant) {
    if (instant.isBefore(start) || !instant.isBefore(end())) {
      return OptionalInt.empty();
    }
    return OptionalInt.of((int) (elapsedMillis(instant) / stepDuration.toMillis()));
  }

  /** Records per second at that instant; 0 outside the schedule. */
  public long rateAt(Instant instant) {
    OptionalInt step = stepAt(instant);
    return step.isPresent() ? recordsPerSecond.get(step.getAsInt()) : 0;
  }

  private long recordsAfter(long elapsedMillis) {
    int step = (int) (elapsedMillis / stepDuration.toMillis());
    long weight = 0;
    for (int past = 0; past < step; past++) {
      weight += weightOfStep(past);
    }
    if (step < recordsPerSecond.size()) {
      weight += recordsPerSecond.get(step) * (elapsedMillis % stepDuration.toMillis());
    }
    return weight / MILLIS_PER_SECOND;
  }

  private long weightOfStep(int step) {
    return recordsPerSecond.get(step) * stepDuration.toMillis();
  }

  private long elapsedMillis(Instant instant) {
    long elapsed = instant.toEpochMilli() - start.toEpochMilli();
    return Math.min(Math.max(elapsed, 0), durationMillis());
  }

  private long durationMillis() {
    return recordsPerSecond.size() * stepDuration.toMillis();
  }
}
