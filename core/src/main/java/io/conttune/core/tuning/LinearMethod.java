package io.conttune.core.tuning;

import io.conttune.core.graph.OperatorId;
import java.util.Map;
import java.util.Objects;

/**
 * Port: the linear method, to which conservative Bayesian optimisation falls back [ContTune Alg.
 * 2].
 */
public interface LinearMethod {
  /** The parallelism for these capacities, or why it cannot be told. */
  Proposal propose(TuningInput input, Map<OperatorId, Double> capacityWanted);

  /** What the linear method answers. */
  sealed interface Proposal {
    /**
     * A parallelism of every running operator, at least 1 and not yet clamped to any limit.
     *
     * @param parallelism p_lin
     */
    record Of(Map<OperatorId, Integer> parallelism) implements Proposal {
      public Of {
        parallelism = Map.copyOf(parallelism);
      }
    }

    /** No processing ability is known of some operator. */
    record None(String reason) implements Proposal {
      public None {
        Objects.requireNonNull(reason, "reason");
      }
    }
  }
}
