package io.conttune.controller.loop;

import io.conttune.controller.loop.StepOutcome.LateLaunchStep;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.rescale.Journal;
import io.conttune.core.rescale.Redeployer;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import java.util.List;
import java.util.Optional;

/**
 * Cancels runs that a rescale launched, gave up, and that came up late all the same. The request of
 * a controller that was suspended or cut off may reach Flink at any later time. Not thread-safe.
 */
final class LateLaunches {
  /** The number of newest rescales of a job whose launches may still come up. */
  private static final int LOOKED_BACK = 5;

  private final String jobName;
  private final Journal journal;
  private Optional<String> known = Optional.empty();
  private Optional<String> found = Optional.empty();

  LateLaunches(String jobName, Journal journal) {
    this.jobName = jobName;
    this.journal = journal;
  }

  /**
   * Handles one of the runs that are seen, if it is such a late launch: the first call finds it, so
   * that it is told before anything is done; the next one cancels it.
   */
  Optional<StepOutcome.LateLaunch> handled(JobSighting sighting, Redeployer cluster)
      throws FlinkUnavailableException {
    List<String> live = sighting.live();
    if (live.isEmpty() || (live.size() == 1 && known.equals(Optional.of(live.get(0))))) {
      return Optional.empty();
    }
    for (RescaleEntry entry : journal.rescales(jobName, LOOKED_BACK)) {
      for (String jobId : live) {
        if (isReadByItself(entry, jobId)) {
          return Optional.empty();
        }
        if (entry.hasGivenUp(jobId)) {
          return Optional.of(new StepOutcome.LateLaunch(jobId, entry, handle(jobId, cluster)));
        }
      }
    }
    known = live.size() == 1 ? Optional.of(live.get(0)) : Optional.empty();
    return Optional.empty();
  }

  private LateLaunchStep handle(String jobId, Redeployer cluster) throws FlinkUnavailableException {
    boolean isTold = found.equals(Optional.of(jobId));
    found = Optional.of(jobId);
    if (!isTold) {
      return LateLaunchStep.FOUND;
    }
    cluster.cancel(jobId);
    return LateLaunchStep.CANCELLED;
  }

  /**
   * True for an earlier launch of a rescale that is about to launch again: the rescale ends that
   * run itself, and starts from what the run has completed.
   */
  private static boolean isReadByItself(RescaleEntry entry, String jobId) {
    return entry.stage() == Stage.SUBMITTING && entry.recentlyLaunched().contains(jobId);
  }
}
