package io.conttune.core.metrics;

import io.conttune.core.Require;
import java.util.List;
import java.util.Objects;

/**
 * A job over whole periods of the bursts in which some of its vertices write. Unlike a metrics
 * window that cuts them, it shows the mean rates.
 *
 * @param all metrics over all these periods
 * @param each metrics of each of them, oldest first, at least one
 */
public record WholePeriods(JobMetrics all, List<JobMetrics> each) {
  public WholePeriods {
    Objects.requireNonNull(all, "all");
    each = List.copyOf(each);
    Require.atLeast("number of periods", 1, each.size());
  }
}
