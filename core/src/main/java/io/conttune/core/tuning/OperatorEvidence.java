package io.conttune.core.tuning;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.OperatorMetrics;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * The grounds on which an operator gets its parallelism.
 *
 * @param id the job vertex
 * @param name its name
 * @param metrics measured in the window
 * @param targetRate real upstream data rate λ in records/s, where it could be told
 * @param capacityWanted records/s that the operator should be able to process: λ over the target
 *     utilisation, and what catching up needs
 * @param candidates one for each method that was asked
 * @param chosen the parallelism decided on
 * @param why one sentence for a person: the reason for this parallelism
 * @param carriedShare share of the target rate, below 1, that the chosen parallelism is expected to
 *     carry; present only where the model refutes that it suffices
 */
public record OperatorEvidence(
    OperatorId id,
    String name,
    OperatorMetrics metrics,
    OptionalDouble targetRate,
    OptionalDouble capacityWanted,
    List<Candidate> candidates,
    int chosen,
    String why,
    OptionalDouble carriedShare) {
  public OperatorEvidence {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(metrics, "metrics");
    candidates = List.copyOf(candidates);
    Objects.requireNonNull(why, "why");
    Objects.requireNonNull(carriedShare, "carriedShare");
  }
}
