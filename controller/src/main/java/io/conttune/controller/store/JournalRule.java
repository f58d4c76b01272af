package io.conttune.controller.store;

import io.conttune.core.rescale.RescaleEntry;

/** What every journal refuses. */
final class JournalRule {
  private JournalRule() {}

  /** Two rescales of one job at a time would stop what the other one starts. */
  static IllegalStateException secondUnfinished(RescaleEntry entry, String unfinishedId) {
    return new IllegalStateException(
        "rescale %s of job %s cannot be entered in the journal: rescale %s is not finished"
            .formatted(entry.id(), entry.plan().jobName(), unfinishedId));
  }
}
