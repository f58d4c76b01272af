package io.conttune.controller.service.status;

import io.conttune.core.Require;
import io.conttune.core.metrics.Slots;
import java.util.Objects;

/**
 * The task slots of a job.
 *
 * @param now those that it holds
 * @param wanted those that it would hold by the last decision
 * @param peak the most that it would have held by any decision since the service started: what a
 *     job that is never rescaled must always have
 * @param cluster all slots of its cluster
 */
public record SlotUse(int now, int wanted, int peak, Slots cluster) {
  public SlotUse {
    Require.atLeast("slots", 0, now);
    Require.atLeast("slots wanted", 0, wanted);
    Require.atLeast("most slots", Math.max(now, wanted), peak);
    Objects.requireNonNull(cluster, "cluster");
  }

  /** The slots that are free for others, though the job needed them once. */
  public int saved() {
    return peak - now;
  }
}
