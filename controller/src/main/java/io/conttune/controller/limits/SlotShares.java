package io.conttune.controller.limits;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.SlotSharing;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Divides the slots that a job may use among its slot-sharing groups. Each group keeps its own. The
 * groups that can grow get equal parts of the others, so that whatever the tuner picks fits.
 *
 * @param sharing the groups
 * @param own the slots of each group now
 * @param most slots that the job may use
 * @param growing the groups that have a vertex to tune
 */
record SlotShares(SlotSharing sharing, Map<String, Integer> own, int most, Set<String> growing) {
  SlotShares {
    Objects.requireNonNull(sharing, "sharing");
    own = Map.copyOf(own);
    growing = Set.copyOf(growing);
  }

  /** The largest parallelism for which this vertex finds slots, at least 1. */
  int most(OperatorId vertex) {
    int all = own.values().stream().mapToInt(Integer::intValue).sum();
    int part = Math.floorDiv(most - all, Math.max(1, growing.size()));
    return Math.max(1, own.getOrDefault(sharing.groupOf(vertex), 0) + part);
  }
}
