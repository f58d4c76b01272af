package io.conttune.controller.store;

import io.conttune.core.Require;
import io.conttune.core.tuning.DecisionRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Keeps those decisions of a time that were asked for, while others are only looked at. */
final class DecisionSearch {
  private final Instant from;
  private final Instant to;
  private final int limit;
  private final List<DecisionRecord> found = new ArrayList<>();
  private boolean isPast;

  /** A search for at most {@code limit} decisions from the one time to the other. */
  DecisionSearch(Instant from, Instant to, int limit) {
    Require.atLeast("limit", 0, limit);
    this.from = from;
    this.to = to;
    this.limit = limit;
  }

  /** Looks at these decisions, newest first, which are older than those that it has seen. */
  void goOnWith(Iterable<DecisionRecord> older) {
    for (DecisionRecord record : older) {
      isPast = isPast || record.at().isBefore(from);
      if (isOver()) {
        return;
      }
      if (!record.at().isAfter(to)) {
        found.add(record);
      }
    }
  }

  /** Whether older decisions would add nothing. */
  boolean isOver() {
    return isPast || found.size() == limit;
  }

  /** The decisions that were asked for, newest first. */
  List<DecisionRecord> found() {
    return List.copyOf(found);
  }
}
