package io.conttune.core.metrics;

import io.conttune.core.graph.OperatorId;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Divides the slots that a job may use among its slot-sharing groups. Each group keeps its own. The
 * groups that can grow get equal parts of the others, so that whatever a tuner picks fits.
 *
 * @param sharing the groups
 * @param own the slots of each group now
 * @param most slots that the job may use
 * @param growing the groups that have a vertex to tune
 */
public record SlotShares(
    SlotSharing sharing, Map<String, Integer> own, int most, Set<String> growing) {
  public SlotShares {
    Objects.requireNonNull(sharing, "sharing");
    own = Map.copyOf(own);
    growing = Set.copyOf(growing);
  }

  /**
   * The shares of a job that may use so many slots.
   *
   * @param parallelism of the vertices that hold slots
   * @param isTuned tells which vertices may grow
   */
  public static SlotShares of(
      SlotSharing sharing,
      Map<OperatorId, Integer> parallelism,
      int most,
      Predicate<OperatorId> isTuned) {
    Set<String> growing =
        parallelism.keySet().stream()
            .filter(isTuned)
            .map(sharing::groupOf)
            .collect(Collectors.toSet());
    return new SlotShares(sharing, sharing.slotsByGroup(parallelism), most, growing);
  }

  /** The largest parallelism for which this vertex finds slots, at least 1. */
  public int most(OperatorId vertex) {
    int all = own.values().stream().mapToInt(Integer::intValue).sum();
    int part = Math.floorDiv(most - all, Math.max(1, growing.size()));
    return Math.max(1, own.getOrDefault(sharing.groupOf(vertex), 0) + part);
  }
}
