package io.conttune.controller.loop;

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

  LateLaunches(String jobName, Journal journal) {
    this.jobName = jobName;
    this.journal = journal;
  }

  /** Cancels one of the runs that are seen if it is such a late launch, and returns it. */
  Optional<StepOutcome.StrayCancelled> cancelled(JobSighting sighting, Redeployer cluster)
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
          cluster.cancel(jobId);
          return Optional.of(new StepOutcome.StrayCancelled(jobId, entry));
        }
      }
    }
    known = live.size() == 1 ? Optional.of(live.get(0)) : Optional.empty();
    return Optional.empty();
  }

  /** A rescale about to launch ends its last launch itself, and starts from what that completed. */
  private static boolean isReadByItself(RescaleEntry entry, String jobId) {
    return entry.stage() == Stage.SUBMITTING && entry.recentlyLaunched().contains(jobId);
  }
}
