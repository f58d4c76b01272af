package io.conttune.controller.api;

import io.conttune.controller.api.document.SavingsDocument;
import io.conttune.core.Require;
import io.conttune.core.rates.Seconds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The slots that a job held over time.
 *
 * @param job its name
 * @param steps from each of these times on, oldest first, at least one
 * @param until the end of the time
 */
record SlotHistory(String job, List<Step> steps, Instant until) {
  private static final double SECONDS_PER_HOUR = 3600;

  SlotHistory {
    steps = List.copyOf(steps);
    Require.atLeast("number of steps", 1, steps.size());
  }

  /** So many slots from this time on. */
  record Step(Instant from, int slots) {}

  SavingsDocument savings() {
    int peak = steps.stream().mapToInt(Step::slots).max().orElseThrow();
    double hours = 0;
    double held = 0;
    for (int i = 0; i < steps.size(); i++) {
      Instant end = i + 1 < steps.size() ? steps.get(i + 1).from() : until;
      double length = hours(steps.get(i).from(), end);
      hours += length;
      held += length * steps.get(i).slots();
    }
    int now = steps.get(steps.size() - 1).slots();
    double mean = hours > 0 ? held / hours : now;
    return new SavingsDocument(
        job,
        steps.get(0).from(),
        until,
        peak,
        mean,
        now,
        peak * hours - held,
        peak > 0 ? Math.max(0, 1 - mean / peak) : 0);
  }

  /** Somebody may have set the time of day back in between. */
  private static double hours(Instant from, Instant to) {
    return Math.max(0, Seconds.of(Duration.between(from, to))) / SECONDS_PER_HOUR;
  }
}
