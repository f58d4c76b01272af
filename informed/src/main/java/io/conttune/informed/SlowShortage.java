package io.conttune.informed;

import io.conttune.core.graph.JobVertex;
import io.conttune.core.metrics.Backlog;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.rates.Seconds;
import java.util.Locale;
import java.util.Optional;

/**
 * A shortage that costs nothing yet: the job falls behind, but its backlog stays tolerable for as
 * long as it would take to catch up. A peak that passes by then needs no restart.
 *
 * @param backlogSeconds that wait, in seconds of the rate
 * @param expectedSeconds that wait by then, if the rate stays as it is
 * @param catchUpSeconds time until then
 */
record SlowShortage(double backlogSeconds, double expectedSeconds, double catchUpSeconds) {
  /** The shortage of a job whose sources all tell their backlog; empty if it may not wait. */
  static Optional<SlowShortage> of(KnownJob job, InformedSettings settings) {
    double catchUp = Seconds.of(settings.catchUp());
    double backlog = 0;
    double expected = 0;
    for (JobVertex vertex : job.input().graph().sources()) {
      OperatorMetrics source = job.newest().operators().get(vertex.id());
      if (source == null) {
        continue;
      }
      Backlog waiting = source.backlog().orElseThrow();
      double rate = Math.max(source.arrivalRate(), Double.MIN_NORMAL);
      double later = waiting.records() + Math.max(0, waiting.growth()) * catchUp;
      backlog = Math.max(backlog, waiting.records() / rate);
      expected = Math.max(expected, later / rate);
    }
    return expected < Seconds.of(settings.tolerableBacklog())
        ? Optional.of(new SlowShortage(backlog, expected, catchUp))
        : Optional.empty();
  }

  /** The same in a sentence for a person. */
  String sentence() {
    return String.format(
        Locale.ROOT,
        "the job falls behind, but slowly: %.1f s of its rate wait, and %.1f s will in %.0f s, which"
            + " the objective allows",
        backlogSeconds,
        expectedSeconds,
        catchUpSeconds);
  }
}
