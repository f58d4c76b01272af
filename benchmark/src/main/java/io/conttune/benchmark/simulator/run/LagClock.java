package io.conttune.benchmark.simulator.run;

import io.conttune.benchmark.simulator.job.SimulationRecorder.Span;
import io.conttune.benchmark.simulator.run.RunResult.Lag;
import java.time.Duration;

/** Adds up the time in which the oldest waiting record was older than the lag asked for. */
final class LagClock {
  private static final double MILLIS = 1000;

  private final double limit;
  private double present;
  private double worst;
  private double beyond;

  /** Counts time beyond this lag. */
  LagClock(Duration limit) {
    this.limit = limit.toMillis() / MILLIS;
  }

  /** Takes a span in which the lag went in a straight line from that of the last one to its own. */
  void passed(Span span, boolean isScored) {
    double before = present;
    present = span.lagSeconds();
    if (isScored) {
      worst = Math.max(worst, present);
      beyond += span.seconds() * shareBeyond(before, present);
    }
  }

  private double shareBeyond(double from, double to) {
    double least = Math.min(from, to);
    double most = Math.max(from, to);
    if (most <= limit) {
      return 0;
    }
    return least >= limit ? 1 : (most - limit) / (most - least);
  }

  /** The lag at the end of the last span. */
  double present() {
    return present;
  }

  Lag result() {
    return new Lag(worst, beyond);
  }
}
