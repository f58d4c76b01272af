package io.conttune.controller.loop;

import io.conttune.core.history.ObservationStore;
import io.conttune.core.identity.SeenRuns;
import io.conttune.core.rescale.JarStore;
import io.conttune.core.rescale.Journal;
import io.conttune.core.rescale.PastRescales;
import io.conttune.core.rescale.RecordAges;
import io.conttune.core.rescale.SavepointLedger;
import io.conttune.core.steering.OrderBook;
import io.conttune.core.tuning.DecisionLog;
import io.conttune.core.tuning.TunerStateStore;
import java.util.function.UnaryOperator;

/** The stores in which a control loop keeps what must outlive the process. */
public record JobStores(
    ObservationStore observations,
    TunerStateStore tunerStates,
    SeenRuns seenRuns,
    Journal journal,
    SavepointLedger savepoints,
    DecisionLog decisions,
    JarStore jars,
    RecordAges ages,
    PastRescales pastRescales,
    OrderBook orders) {

  /** One store that keeps everything. */
  public static <
          S extends
              ObservationStore & TunerStateStore & SeenRuns & Journal & SavepointLedger
                  & DecisionLog & JarStore & RecordAges & PastRescales & OrderBook>
      JobStores in(S store) {
    return new JobStores(store, store, store, store, store, store, store, store, store, store);
  }

  /** The same stores, with a journal around or in place of the present one. */
  public JobStores withJournal(UnaryOperator<Journal> replacement) {
    return new JobStores(
        observations,
        tunerStates,
        seenRuns,
        replacement.apply(journal),
        savepoints,
        decisions,
        jars,
        ages,
        pastRescales,
        orders);
  }

  /** The same stores, with a decision log around or in place of the present one. */
  public JobStores withDecisions(UnaryOperator<DecisionLog> replacement) {
    return new JobStores(
        observations,
        tunerStates,
        seenRuns,
        journal,
        savepoints,
        replacement.apply(decisions),
        jars,
        ages,
        pastRescales,
        orders);
  }

  /** The same stores, with these around or in place of those of what is known of the job. */
  public JobStores withKnowledge(
      ObservationStore observed, TunerStateStore remembered, SeenRuns seen) {
    return new JobStores(
        observed,
        remembered,
        seen,
        journal,
        savepoints,
        decisions,
        jars,
        ages,
        pastRescales,
        orders);
  }

  /** The same stores, with a book of orders around or in place of the present one. */
  public JobStores withOrders(UnaryOperator<OrderBook> replacement) {
    return new JobStores(
        observations,
        tunerStates,
        seenRuns,
        journal,
        savepoints,
        decisions,
        jars,
        ages,
        pastRescales,
        replacement.apply(orders));
  }
}
