package io.conttune.controller.api;

import io.conttune.core.tuning.DecisionLog;
import io.conttune.core.tuning.DecisionRecord;
import java.time.Instant;
import java.util.List;

/** Finds the decisions on a job within a time, reading no more of the store than it must. */
record PastDecisions(DecisionLog log, String job) {
  private static final int GROWTH = 4;

  /**
   * The newest of these decisions, newest first.
   *
   * @param from the earliest; earlier ones are left out
   * @param to the latest
   */
  List<DecisionRecord> between(Instant from, Instant to, int limit) {
    int read = limit;
    while (true) {
      List<DecisionRecord> newest = log.decisions(job, read);
      List<DecisionRecord> fitting =
          newest.stream()
              .filter(record -> !record.at().isBefore(from) && !record.at().isAfter(to))
              .limit(limit)
              .toList();
      boolean isAll = newest.size() < read;
      boolean isPast = !newest.isEmpty() && newest.get(newest.size() - 1).at().isBefore(from);
      if (fitting.size() == limit || isAll || isPast) {
        return fitting;
      }
      read *= GROWTH;
    }
  }
}
