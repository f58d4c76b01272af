package io.conttune.controller.api;

import io.conttune.controller.api.document.SavingsDocument;
import io.conttune.controller.http.Problem;
import io.conttune.controller.http.ProblemException;
import io.conttune.controller.service.status.JobStatus;
import io.conttune.controller.service.status.RunStatus;
import io.conttune.controller.service.status.SlotUse;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.SlotClaim;
import io.conttune.core.rescale.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tells what tuning has saved, from the journal of a job. */
final class SavingsDocuments {
  private static final int MOST_RESCALES = 1000;

  private SavingsDocuments() {}

  /**
   * The savings since the first rescale that counts.
   *
   * @throws ProblemException if there was none, and the job was not seen either
   */
  static SavingsDocument savings(JobStatus status, ServedJob served, Query query)
      throws ProblemException {
    Instant from = query.time("from", Instant.MIN);
    List<RescaleEntry> newestFirst =
        served.stores().journal().rescales(served.config().job(), MOST_RESCALES);
    List<SlotHistory.Step> steps = new ArrayList<>();
    for (int i = newestFirst.size() - 1; i >= 0; i--) {
      RescaleEntry entry = newestFirst.get(i);
      if (entry.stage() == Stage.VERIFIED && !entry.startedAt().isBefore(from)) {
        if (steps.isEmpty()) {
          steps.add(new SlotHistory.Step(entry.startedAt(), held(entry)));
        }
        steps.add(new SlotHistory.Step(entry.startedAt(), wanted(entry)));
      }
    }
    Instant now = query.now();
    status
        .run()
        .map(RunStatus::slots)
        .map(SlotUse::now)
        .ifPresent(slots -> steps.add(new SlotHistory.Step(now, slots)));
    if (steps.isEmpty()) {
      throw new ProblemException(
          Problem.of(
              404,
              "no-savings",
              "nothing is known of the slots of %s yet".formatted(served.config().job())));
    }
    return new SlotHistory(served.config().job(), steps, now).savings();
  }

  /** A plan whose slots were not counted takes as many as its largest operator has subtasks. */
  private static int held(RescaleEntry entry) {
    return entry
        .plan()
        .slots()
        .map(SlotClaim::held)
        .orElseGet(() -> largest(entry.plan().former()));
  }

  private static int wanted(RescaleEntry entry) {
    return entry
        .plan()
        .slots()
        .map(SlotClaim::wanted)
        .orElseGet(() -> largest(entry.plan().wanted()));
  }

  private static int largest(Map<OperatorId, Integer> parallelism) {
    return parallelism.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }
}
