package io.conttune.controller.loop;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Tuner;
import io.conttune.core.tuning.TuningInput;
import java.util.List;
import java.util.Map;

/**
 * Tells what it costs that a launch gives many operators one parallelism: the tuner is asked once
 * more, as if each operator could have its own.
 */
final class UniformPrice {
  private UniformPrice() {}

  /** One sentence if this decision takes more subtasks than one without that bond would. */
  static List<String> notes(
      Tuner tuner, TuningInput input, JobSnapshot job, Decision.Rescale decision) {
    if (input.limits().uniform().size() < 2) {
      return List.of();
    }
    return tuner
        .decide(input.eachItsOwn())
        .decision()
        .match(own -> price(job, decision.parallelism(), own.parallelism()), hold -> List.of());
  }

  private static List<String> price(
      JobSnapshot job, Map<OperatorId, Integer> one, Map<OperatorId, Integer> each) {
    int subtasks = subtasks(one) - subtasks(each);
    int slots = job.sharing().slots(one) - job.sharing().slots(each);
    return subtasks <= 0
        ? List.of()
        : List.of(
            "launch: uniform costs %d subtasks and %d slots more than a parallelism of its own for each operator"
                .formatted(subtasks, Math.max(0, slots)));
  }

  private static int subtasks(Map<OperatorId, Integer> parallelism) {
    return parallelism.values().stream().mapToInt(Integer::intValue).sum();
  }
}
