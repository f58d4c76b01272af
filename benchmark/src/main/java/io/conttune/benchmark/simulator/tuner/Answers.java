package io.conttune.benchmark.simulator.tuner;

import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.Decision.Step;
import io.conttune.core.tuning.Evidence;
import io.conttune.core.tuning.ParallelismGroups;
import io.conttune.core.tuning.Provisioning;
import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.TuningInput;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Words the answers of tuners that have no model to show as evidence. */
record Answers(String tuner, TuningInput input) {
  /** Wants these parallelisms, within the limits; operators that are not named keep theirs. */
  Tuned want(Map<OperatorId, Integer> parallelism, String reason) {
    Map<OperatorId, Integer> wanted = new HashMap<>(input.graph().parallelism());
    wanted.putAll(parallelism);
    Map<OperatorId, Integer> allowed =
        ParallelismGroups.of(input.graph(), input.limits()).unified(wanted);
    if (allowed.equals(input.graph().parallelism())) {
      return hold(reason);
    }
    return new Tuned(
        new Decision.Rescale(Step.LINEAR, allowed, reason, evidence(Provisioning.UNDER)),
        input.state());
  }

  Tuned hold(String reason) {
    return new Tuned(
        new Decision.Hold(HoldReason.FITS, reason, evidence(Provisioning.NORMAL)), input.state());
  }

  private Evidence evidence(Provisioning provisioning) {
    return new Evidence(tuner, provisioning, List.of(), List.of());
  }

  /** The operators whose parallelism may be chosen and that have metrics. */
  List<JobVertex> free() {
    return input.graph().vertices().stream()
        .filter(vertex -> !input.limits().of(vertex.id()).isFixed())
        .filter(vertex -> input.metrics().operators().containsKey(vertex.id()))
        .toList();
  }
}
