package io.conttune.core.rates;

import io.conttune.core.metrics.JobMetrics;

/** Recognises a job in which every operator receives all that there is. */
public final class UnhinderedFlow {
  private UnhinderedFlow() {}

  /**
   * Returns whether no operator of this job is full or held up, and no source falls behind. What an
   * operator received is then its whole demand.
   */
  public static boolean isIn(JobMetrics metrics) {
    return metrics.operators().values().stream()
        .noneMatch(
            operator ->
                !SlowSource.readsFreely(operator)
                    || SlowSource.isFull(operator)
                    || SlowSource.fallsBehind(operator));
  }
}
