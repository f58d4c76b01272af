package io.conttune.informed;

import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.history.Observation;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.tuning.ParallelismGroups;
import io.conttune.core.tuning.PresentProof;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TunerState.Informed.Tuning;
import io.conttune.core.tuning.TuningInput;
import java.util.List;
import java.util.Map;

/**
 * Everything that one decision knows of a job.
 *
 * @param load since its last change
 * @param shortage in the newest piece
 * @param groups of operators that share one parallelism
 * @param memory with what this piece has taught
 * @param rules by which it is judged
 * @param running the vertices that run
 * @param free those of them whose parallelism may be chosen
 */
record KnownJob(
    TuningInput input,
    SteadyLoad load,
    Shortage shortage,
    ParallelismGroups groups,
    TunerState.Informed memory,
    Rules rules,
    List<JobVertex> running,
    List<JobVertex> free) {
  static KnownJob of(
      TuningInput input,
      SteadyLoad load,
      Shortage shortage,
      TunerState.Informed memory,
      Rules rules) {
    ParallelismGroups groups = ParallelismGroups.of(input.graph(), input.limits());
    List<JobVertex> running =
        input.graph().vertices().stream()
            .filter(vertex -> load.newest().operators().containsKey(vertex.id()))
            .toList();
    return new KnownJob(
        input,
        load,
        shortage,
        groups,
        memory,
        rules,
        running,
        running.stream().filter(v -> !groups.boundsOf(v.id()).isFixed()).toList());
  }

  JobMetrics newest() {
    return load.newest();
  }

  boolean isShort() {
    return shortage.verdict() == Shortage.Verdict.SHORT;
  }

  /** The rates are known, or nothing holds the sources back. */
  boolean seesWholeLoad() {
    return !isShort() || Shortage.allSourcesTell(input.graph(), newest());
  }

  /** Returns whether the job was already redeployed for this load. */
  boolean isTunedLoad() {
    return memory.tuning().redeployments() > 0
        && (memory.tuning().basis() == TunerState.Informed.Basis.GUESSED
            || load.isThatOf(memory.tuning().rates()));
  }

  /** The load to plan for, over that of the newest piece. */
  double meanOverNewest(InformedSettings settings) {
    return rules
        .overNewest(load, input.graph(), shortage)
        .orElseGet(() -> rules.overNewest(load, input.graph(), settings));
  }

  /** The redeployments for this load after one that is decided now. */
  Tuning tuned(TunerState.Informed.Basis basis) {
    int before = isTunedLoad() ? memory.tuning().redeployments() : 0;
    return new Tuning(load.rates(), before + 1, basis, newest().until());
  }

  /** What the newest piece proves of the present parallelism of this operator. */
  PresentProof presentProof(OperatorId id, InformedSettings settings) {
    return new PresentProof(
        newest().of(id), settings.targetUtilization(), settings.measurement().minimumBusy());
  }

  KnownCurve curveOf(OperatorId id) {
    Map<OperatorId, List<Observation>> history = input.history().observationsByOperator();
    return rules.curve(history.getOrDefault(id, List.of()), memory.of(id));
  }
}
