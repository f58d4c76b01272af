package io.conttune.core.metrics;

import io.conttune.core.Require;
import io.conttune.core.graph.OperatorId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The slot-sharing groups of a job. A slot runs at most one subtask of each job vertex of its
 * group, so a group needs as many slots as its largest vertex has subtasks, and a job needs the sum
 * over its groups.
 *
 * @param groups the group of every job vertex; empty where Flink does not tell (before 1.20), and
 *     then all vertices are taken to be in one group
 */
public record SlotSharing(Map<OperatorId, String> groups) {
  /** Groups that Flink does not tell. */
  public static final SlotSharing NOT_TOLD = new SlotSharing(Map.of());

  private static final String THE_ONLY_ONE = "";

  public SlotSharing {
    groups = Map.copyOf(groups);
    groups.values().forEach(group -> Require.text("slot-sharing group", group));
  }

  /** True if Flink tells the groups. */
  public boolean isTold() {
    return !groups.isEmpty();
  }

  /** The group of this vertex. */
  public String groupOf(OperatorId vertex) {
    return Optional.ofNullable(groups.get(vertex)).orElse(THE_ONLY_ONE);
  }

  /** The slots of each group for these vertices at these parallelisms. */
  public Map<String, Integer> slotsByGroup(Map<OperatorId, Integer> parallelism) {
    Map<String, Integer> largest = new HashMap<>();
    parallelism.forEach((vertex, subtasks) -> largest.merge(groupOf(vertex), subtasks, Math::max));
    return largest;
  }

  /** The slots that these vertices need at these parallelisms. */
  public int slots(Map<OperatorId, Integer> parallelism) {
    return slotsByGroup(parallelism).values().stream().mapToInt(Integer::intValue).sum();
  }
}
