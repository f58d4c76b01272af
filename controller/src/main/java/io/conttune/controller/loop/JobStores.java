package io.conttune.controller.loop;

import io.conttune.core.history.ObservationStore;
import io.conttune.core.identity.SeenRuns;
import io.conttune.core.rescale.JarStore;
import io.conttune.core.rescale.Journal;
import io.conttune.core.rescale.SavepointLedger;
import io.conttune.core.tuning.DecisionLog;
import io.conttune.core.tuning.TunerStateStore;

/** Where a control loop keeps what must outlive it. */
public record JobStores(
    ObservationStore observations,
    TunerStateStore tunerStates,
    SeenRuns seenRuns,
    Journal journal,
    SavepointLedger savepoints,
    DecisionLog decisions,
    JarStore jars) {}
