package io.conttune.benchmark.simulator.run;

import io.conttune.benchmark.simulator.job.SimulationRecorder.Span;
import io.conttune.benchmark.simulator.run.RunResult.Lag;
import io.conttune.core.objective.Objective;

/** Adds up the time in which the oldest waiting record was older than the lag asked for. */
final class LagClock {
  private final Objective objective;
  private double present;
  private double worst;
  private double beyond;

  /** Counts time beyond the lag of this objective. */
  LagClock(Objective objective) {
    this.objective = objective;
  }

  /** Takes a span in which the lag went in a straight line from that of the last one to its own. */
  void passed(Span span, boolean isScored) {
    double before = present;
    present = span.lagSeconds();
    if (isScored) {
      worst = Math.max(worst, present);
      beyond += span.seconds() * objective.shareBeyond(before, present);
    }
  }

  /** The lag at the end of the last span. */
  double present() {
    return present;
  }

  Lag result() {
    return new Lag(worst, beyond);
  }
}
