package io.conttune.core.rescale;

import io.conttune.core.Require;
import java.util.List;
import java.util.Optional;

/**
 * The slots that the unfinished rescale of another job needs beyond those that it surely holds. A
 * cluster may show them as free.
 *
 * @param rescaleId of that rescale
 * @param jobName of that job
 * @param slots how many, at least 0
 */
public record SlotReservation(String rescaleId, String jobName, int slots) {
  public SlotReservation {
    Require.text("rescale id", rescaleId);
    Require.text("job name", jobName);
    Require.atLeast("reserved slots", 0, slots);
  }

  /**
   * The reservations of other jobs on a cluster.
   *
   * @param jobName the job that asks
   * @param cluster URLs of its cluster, and ids of the jobs that it lists
   * @param unfinished the rescales that are not finished
   */
  public static List<SlotReservation> ofOthers(
      String jobName, List<String> cluster, List<RescaleEntry> unfinished) {
    return unfinished.stream()
        .filter(entry -> !entry.plan().jobName().equals(jobName))
        .flatMap(entry -> of(entry, cluster).stream())
        .toList();
  }

  private static Optional<SlotReservation> of(RescaleEntry entry, List<String> cluster) {
    return entry
        .plan()
        .slots()
        .filter(claim -> entry.claimsSlotsOf(cluster))
        .map(
            claim ->
                new SlotReservation(
                    entry.id(), entry.plan().jobName(), claim.atMost() - surelyHeld(entry, claim)));
  }

  /**
   * Before the stop the job has its slots; between the stop and the end nobody knows which of them
   * it has again. In place it keeps what the two parallelisms have in common.
   */
  private static int surelyHeld(RescaleEntry entry, SlotClaim claim) {
    if (entry.stage() == Stage.PLANNED) {
      return claim.held();
    }
    return entry.isInPlace() ? Math.min(claim.held(), claim.wanted()) : 0;
  }
}
