package io.conttune.controller.service.status;

import io.conttune.core.metrics.Slots;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The slots and TaskManagers that a cluster has, and those that it would need by the last decisions
 * on its jobs. Fewer slots save nothing until a TaskManager leaves.
 *
 * @param flink address of the cluster
 * @param slots that it has
 * @param neededSlots those that the tuned jobs would hold, and that all other jobs hold
 */
public record ClusterNeed(URI flink, Slots slots, int neededSlots) {
  public ClusterNeed {
    Objects.requireNonNull(flink, "flink");
    Objects.requireNonNull(slots, "slots");
  }

  /** The needs of the clusters of these jobs; a cluster none of whose jobs was seen has none. */
  public static List<ClusterNeed> of(List<JobStatus> jobs) {
    Map<URI, ClusterNeed> needs = new LinkedHashMap<>();
    for (JobStatus job : jobs) {
      Optional<SlotUse> use = job.run().map(RunStatus::slots);
      use.ifPresent(slots -> needs.merge(job.flink(), of(job.flink(), slots), ClusterNeed::and));
    }
    return List.copyOf(needs.values());
  }

  private static ClusterNeed of(URI flink, SlotUse use) {
    int taken = use.cluster().total() - use.cluster().available();
    return new ClusterNeed(flink, use.cluster(), taken + use.wanted() - use.now());
  }

  /** With the change of another job of the same cluster. */
  private ClusterNeed and(ClusterNeed other) {
    int takenThere = other.slots.total() - other.slots.available();
    return new ClusterNeed(flink, slots, neededSlots + other.neededSlots - takenThere);
  }

  /** The TaskManagers that it has; empty where that is not told. */
  public OptionalInt taskManagers() {
    return slots.taskManagers();
  }

  /** The TaskManagers that these slots fill; empty where their size is not known. */
  public OptionalInt neededTaskManagers() {
    OptionalInt size = slots.perTaskManager();
    return size.isPresent()
        ? OptionalInt.of((Math.max(0, neededSlots) + size.getAsInt() - 1) / size.getAsInt())
        : OptionalInt.empty();
  }
}
