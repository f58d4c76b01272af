package io.conttune.core.tuning;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.OperatorMetrics;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Why an operator gets the parallelism it gets.
 *
 * @param id the job vertex
 * @param name its name
 * @param metrics what was measured
 * @param targetRate real upstream data rate λ in records/s, where it could be told
 * @param capacityWanted records/s that the operator should be able to process: λ over the target
 *     utilisation, and what catching up needs
 * @param candidates what each method would choose
 * @param chosen the parallelism decided on
 * @param why this one, for a person
 */
public record OperatorEvidence(
    OperatorId id,
    String name,
    OperatorMetrics metrics,
    OptionalDouble targetRate,
    OptionalDouble capacityWanted,
    List<Candidate> candidates,
    int chosen,
    String why) {
  public OperatorEvidence {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(metrics, "metrics");
    candidates = List.copyOf(candidates);
    Objects.requireNonNull(why, "why");
  }
}
