package io.conttune.controller.store;

import io.conttune.core.rescale.RescaleEntry;

/** The rule of every {@link io.conttune.core.rescale.Journal}: one unfinished rescale per job. */
final class JournalRule {
  private JournalRule() {}

  /** Rejects a second unfinished rescale: each would stop the run that the other one starts. */
  static IllegalStateException secondUnfinished(RescaleEntry entry, String unfinishedId) {
    return new IllegalStateException(
        "rescale %s of job %s cannot be entered in the journal: rescale %s is not finished"
            .formatted(entry.id(), entry.plan().jobName(), unfinishedId));
  }
}
