package io.conttune.controller.loop;

import io.conttune.collector.MetricsWindow;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.JobMonitor;
import io.conttune.core.metrics.JobSnapshot;
import java.util.Optional;

/**
 * Looks at a job once more before it is changed. One wrong answer can make a job look idle, and no
 * answer says of itself that it is wrong; but what a right one shows later is never less.
 *
 * @param monitor of the job
 * @param dates of all looks of its loop
 */
record SecondLook(JobMonitor monitor, LookDates dates) {
  /**
   * The reason for which what was decided by a look must not be carried out; empty if a second look
   * shows the same run with counters that are no smaller.
   *
   * @param first as it was dated
   * @throws FlinkUnavailableException if the cluster does not answer
   */
  Optional<String> against(JobSnapshot first) throws FlinkUnavailableException {
    boolean agrees =
        monitor
            .lookAnew()
            .match(
                seen -> MetricsWindow.mayFollow(first, dates.dated(seen.snapshot())),
                notSeen -> false);
    return agrees
        ? Optional.empty()
        : Optional.of("a second look does not show what the first has shown: measured anew");
  }
}
