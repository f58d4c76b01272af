package io.conttune.controller.store;

import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.SlotClaim;
import io.conttune.core.rescale.SlotsTakenException;
import java.util.List;

/**
 * The rules of every {@link io.conttune.core.rescale.Journal}: one unfinished rescale per job, and
 * none that takes the slots of another job's.
 */
final class JournalRule {
  private JournalRule() {}

  /** Rejects a second unfinished rescale: each would stop the run that the other one starts. */
  static IllegalStateException secondUnfinished(RescaleEntry entry, String unfinishedId) {
    return new IllegalStateException(
        "rescale %s of job %s cannot be entered in the journal: rescale %s is not finished"
            .formatted(entry.id(), entry.plan().jobName(), unfinishedId));
  }

  /**
   * Rejects a new rescale that has not reckoned with the claims of the others.
   *
   * @param unfinished rescales of all jobs
   */
  static void requireSlotsOf(RescaleEntry entry, List<RescaleEntry> unfinished) {
    for (RescaleEntry other : unfinished) {
      boolean isOfOtherJob = !other.plan().jobName().equals(entry.plan().jobName());
      if (isOfOtherJob && entry.plan().slots().filter(claim -> lacks(claim, other)).isPresent()) {
        throw new SlotsTakenException(other);
      }
    }
  }

  private static boolean lacks(SlotClaim claim, RescaleEntry other) {
    return !claim.reckonedWith().contains(other.id()) && other.claimsSlotsOf(claim.cluster());
  }
}
