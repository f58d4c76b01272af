package io.conttune.controller.loop;

import io.conttune.core.history.Observation;
import io.conttune.core.history.ObservationStore;
import io.conttune.core.identity.Fingerprints;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.MeasurementRule;
import io.conttune.core.metrics.OperatorMetrics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Stores one observation for each operator and window of one job. It skips windows that overlap the
 * last stored one, because they repeat it. Not thread-safe.
 */
final class ObservationKeeper {
  private final String jobName;
  private final MeasurementRule rule;
  private final ObservationStore store;
  private Optional<Instant> keptUntil = Optional.empty();

  ObservationKeeper(String jobName, MeasurementRule rule, ObservationStore store) {
    this.jobName = jobName;
    this.rule = rule;
    this.store = store;
  }

  /** Keeps what this window carries, unless it overlaps the last one that was kept. */
  void keep(JobMetrics metrics, Fingerprints job) {
    Instant from = metrics.until().minus(metrics.length());
    if (keptUntil.filter(from::isBefore).isPresent()) {
      return;
    }
    List<Observation> observations =
        metrics.operators().values().stream()
            .flatMap(operator -> observation(operator, metrics.until()).stream())
            .toList();
    if (!observations.isEmpty()) {
      store.append(jobName, job, observations);
    }
    keptUntil = Optional.of(metrics.until());
  }

  private Optional<Observation> observation(OperatorMetrics operator, Instant at) {
    var ability = rule.processingAbility(operator);
    return ability.isPresent()
        ? Optional.of(
            new Observation(operator.id(), operator.parallelism(), ability.getAsDouble(), at))
        : Optional.empty();
  }
}
