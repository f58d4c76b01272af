package io.conttune.core.tuning;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.rates.Load;
import java.util.Map;

/**
 * Port: the linear method, to which conservative Bayesian optimisation falls back [ContTune Alg.
 * 2].
 */
public interface LinearMethod {
  /**
   * Proposes a parallelism, p_lin, for each operator of which a capacity is wanted.
   *
   * @param input everything that the decision depends on
   * @param capacityWanted records/s that each operator should be able to process; its keys have
   *     metrics
   * @return one candidate of each key: its parallelism is at least 1 and not yet clamped to any
   *     limit, or empty where the window does not tell. In that case the operator keeps its
   *     parallelism, and the note says why
   */
  Map<OperatorId, Candidate> propose(TuningInput input, Map<OperatorId, Load> capacityWanted);
}
