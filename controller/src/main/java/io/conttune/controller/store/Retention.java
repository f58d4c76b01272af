package io.conttune.controller.store;

import io.conttune.core.Require;
import io.conttune.core.history.ObservationStore;

/**
 * The number of rows that a store keeps, so that it stays bounded however long a job lives.
 *
 * @param observations the newest kept per job, operator and parallelism, and at times an eighth
 *     more; far more than any Top-K needs, so that a larger K can be configured later
 * @param decisions the newest kept per job; the decision log, a file of JSON lines, keeps older
 *     ones
 * @param rescales finished ones, the newest kept per job; nothing asks for older ones
 * @param orders ended orders of people, the newest kept per job, and of those that concern all jobs
 * @param jars copies of jars are kept for this many of the newest rescales of each job
 */
record Retention(int observations, int decisions, int rescales, int orders, int jars) {
  static final Retention DEFAULT =
      new Retention(ObservationStore.LEAST_KEPT, 10_000, 1_000, 1_000, 5);

  Retention {
    Require.atLeast("kept observations", 1, observations);
    Require.atLeast("kept decisions", 1, decisions);
    Require.atLeast("kept rescales", 1, rescales);
    Require.atLeast("kept orders", 1, orders);
    Require.atLeast("rescales whose jars are kept", 1, jars);
  }
}
