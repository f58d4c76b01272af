package io.conttune.usefultime.jobs;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Tells when each record of an input is due: so many a second, one rate after the other, as if they
 * came from outside. What was due while the job was down is due at once.
 */
final class Schedule implements Serializable {
  private static final long serialVersionUID = 1;
  private static final double NANOS_PER_SECOND = 1e9;

  private final long startMillis;
  private final double stepSeconds;
  private final double[] recordsPerSecond;

  Schedule(long startMillis, double stepSeconds, double... recordsPerSecond) {
    this.startMillis = startMillis;
    this.stepSeconds = stepSeconds;
    this.recordsPerSecond = recordsPerSecond;
  }

  long records() {
    return (long) (Arrays.stream(recordsPerSecond).sum() * stepSeconds);
  }

  /** Nanoseconds until this record is due, counted from 0; not above 0 if it is due. */
  long nanosUntil(long record) {
    double sinceStart = (System.currentTimeMillis() - startMillis) / 1000.0;
    return (long) ((secondsOf(record) - sinceStart) * NANOS_PER_SECOND);
  }

  private double secondsOf(long record) {
    double before = 0;
    for (int step = 0; step < recordsPerSecond.length; step++) {
      double inStep = recordsPerSecond[step] * stepSeconds;
      if (record < before + inStep) {
        return step * stepSeconds + (record - before) / recordsPerSecond[step];
      }
      before += inStep;
    }
    return recordsPerSecond.length * stepSeconds;
  }
}
