package io.conttune.controller.api.document;

import java.util.List;
import java.util.OptionalInt;

/** The clusters of the service's jobs. */
public record ClustersDocument(List<Cluster> clusters) {
  public ClustersDocument {
    clusters = List.copyOf(clusters);
  }

  /**
   * The slots of a cluster, and those that its jobs would need by the last decisions.
   *
   * @param flink address of it
   * @param slots that it has
   * @param slotsFree those that no job holds
   * @param slotsNeeded those that the tuned jobs would hold, and that all other jobs hold
   * @param taskManagers that it has; absent where that is not told
   * @param taskManagersNeeded those that the needed slots fill
   */
  public record Cluster(
      String flink,
      int slots,
      int slotsFree,
      int slotsNeeded,
      OptionalInt taskManagers,
      OptionalInt taskManagersNeeded) {}
}
