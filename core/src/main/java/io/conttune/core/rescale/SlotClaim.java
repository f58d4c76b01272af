package io.conttune.core.rescale;

import io.conttune.core.Require;
import java.util.List;
import java.util.Set;

/**
 * The slots of a cluster that a rescale lays claim to until it is finished. Another job of the same
 * cluster must leave them free: this one may need them for the wanted parallelism, or to come back
 * at its former one.
 *
 * @param cluster URLs of the cluster's REST endpoints, and ids of jobs that ran on it when the
 *     rescale was planned; two clusters are the same if they share one, whatever URL reaches them
 * @param held slots that the job had when the rescale was planned
 * @param wanted slots that it is to have
 * @param shown slots that the job could have had then: its own and those that were free and not
 *     reserved
 * @param reckonedWith ids of the rescales of other jobs of the cluster whose claims were left free
 */
public record SlotClaim(
    List<String> cluster, int held, int wanted, int shown, Set<String> reckonedWith) {
  public SlotClaim {
    cluster = List.copyOf(cluster);
    Require.atLeast("slots held", 0, held);
    Require.atLeast("slots wanted", 1, wanted);
    Require.atLeast("slots shown", 0, shown);
    reckonedWith = Set.copyOf(reckonedWith);
  }

  /** True if both claims are to slots of the same cluster. */
  public boolean isOnClusterOf(List<String> other) {
    return cluster.stream().anyMatch(other::contains);
  }

  /** The slots that the job may come to need while the rescale goes on. */
  public int atMost() {
    return Math.max(held, wanted);
  }
}
