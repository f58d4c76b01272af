package io.conttune.benchmark.soak;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Carries out the faults that a database is planned to have. */
final class DatabaseFaults {
  private final Optional<Database> database;
  private final List<DatabaseFault> plan;
  private int begun;
  private boolean isUnderWay;
  private long lastEnd;

  /**
   * None yet.
   *
   * @param database empty if the service has a store of its own
   */
  DatabaseFaults(Optional<Database> database, List<DatabaseFault> plan) {
    this.database = database;
    this.plan = database.isPresent() ? List.copyOf(plan) : List.of();
  }

  /** Begins or ends what is due; called often. */
  void tick(long now) throws IOException, InterruptedException {
    if (isUnderWay && now >= plan.get(begun - 1).to()) {
      end();
      lastEnd = System.currentTimeMillis();
    } else if (!isUnderWay && begun < plan.size() && now >= plan.get(begun).from()) {
      database.orElseThrow().begin(plan.get(begun).kind());
      begun++;
      isUnderWay = true;
    }
  }

  private void end() throws IOException, InterruptedException {
    database.orElseThrow().end(plan.get(begun - 1).kind());
    isUnderWay = false;
  }

  /** Ends what is under way. */
  void finish() throws IOException, InterruptedException {
    if (isUnderWay) {
      end();
    }
  }

  /** Those that were begun, oldest first. */
  List<DatabaseFault> begun() {
    return plan.subList(0, begun);
  }

  /** Whether nothing was wrong with it since this time. */
  boolean isQuietSince(long from) {
    return !isUnderWay && lastEnd < from;
  }
}
