package io.conttune.benchmark.simulator.tuner;

import io.conttune.benchmark.simulator.schedule.RatePlan;

/**
 * The records that have arrived up to each step of a plan, in seconds of the unit rates. They tell
 * the age of the oldest record of a backlog, and the backlog whose oldest record has an age.
 */
final class ArrivedRecords {
  private static final double MILLIS = 1000;

  private final double[] starts;
  private final double[] arrived;
  private final double[] rates;

  ArrivedRecords(RatePlan plan) {
    int steps = plan.rates().size();
    starts = new double[steps + 1];
    arrived = new double[steps + 1];
    rates = new double[steps];
    for (int i = 0; i < steps; i++) {
      rates[i] = plan.rates().get(i);
      starts[i + 1] = plan.startOf(i + 1).toEpochMilli() / MILLIS;
      arrived[i + 1] = arrived[i] + rates[i] * (starts[i + 1] - starts[i]);
    }
  }

  int steps() {
    return rates.length;
  }

  double rate(int step) {
    return rates[step];
  }

  /** Seconds from the beginning of the plan to that of a step. */
  double startOf(int step) {
    return starts[step];
  }

  /** Seconds for which a step lasts. */
  double lengthOf(int step) {
    return starts[step + 1] - starts[step];
  }

  /** The backlog at the beginning of a step, or at the end, whose oldest record has this age. */
  double backlog(int step, double age) {
    double since = starts[step] - age;
    int i = step;
    while (i > 0 && starts[i] > since) {
      i--;
    }
    return age <= 0 ? 0 : arrived[step] - arrived[i] - rates[i] * Math.max(0, since - starts[i]);
  }

  /** The age of the oldest record of this backlog at the beginning of a step, or at the end. */
  double age(int step, double backlog) {
    if (backlog <= 0) {
      return 0;
    }
    int i = step;
    while (i > 0 && arrived[step] - arrived[i] < backlog) {
      i--;
    }
    double before = Math.max(0, arrived[step] - arrived[i] - backlog);
    double later = i < rates.length && rates[i] > 0 ? before / rates[i] : 0;
    return starts[step] - starts[i] - later;
  }
}
