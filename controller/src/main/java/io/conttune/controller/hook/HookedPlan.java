package io.conttune.controller.hook;

import io.conttune.controller.loop.PlanHook.Answer;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.graph.OperatorSelector;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.tuning.Decision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A plan under the answer of a program of the user's. The program may bring an operator nearer to
 * what it has now, so that a changed plan is within all limits of the job.
 *
 * @param job as it runs
 * @param plan that was asked about
 */
record HookedPlan(JobSnapshot job, Decision.Rescale plan) {
  /** What becomes of the plan. */
  Answer under(HookReply reply) {
    return switch (reply.verdict()) {
      case GO -> new Answer.Go(plan.noting(List.of("plan-hook: go" + reply.because())));
      case HOLD -> new Answer.Hold("plan-hook: hold" + reply.because());
      case CHANGE -> changed(reply);
    };
  }

  private Answer changed(HookReply reply) {
    Map<OperatorId, Integer> parallelism = new LinkedHashMap<>(plan.parallelism());
    List<String> notes = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    reply
        .parallelism()
        .forEach(
            (name, subtasks) ->
                new OperatorSelector(name)
                    .in(job.graph())
                    .match(
                        one -> change(job.graph().vertex(one.id()), subtasks, parallelism, notes),
                        none -> Optional.of(none.reason()))
                    .ifPresent(faults::add));
    if (!faults.isEmpty()) {
      return new Answer.Hold("plan-hook: the change is refused: " + String.join("; ", faults));
    }
    if (parallelism.equals(job.graph().parallelism())) {
      return new Answer.Hold("plan-hook: the change leaves nothing to do" + reply.because());
    }
    return new Answer.Go(
        new Decision.Rescale(plan.step(), parallelism, plan.reason(), plan.evidence())
            .noting(List.of("plan-hook: " + String.join(", ", notes) + reply.because())));
  }

  private Optional<String> change(
      JobVertex vertex, int subtasks, Map<OperatorId, Integer> parallelism, List<String> notes) {
    int now = vertex.parallelism();
    int planned = plan.parallelism().get(vertex.id());
    if (subtasks < Math.min(now, planned) || subtasks > Math.max(now, planned)) {
      return Optional.of(
          "%s cannot have %d, expected from %d, which it has, to %d, which is planned"
              .formatted(vertex.name(), subtasks, now, planned));
    }
    notes.add("%s %d instead of %d".formatted(vertex.name(), subtasks, planned));
    parallelism.put(vertex.id(), subtasks);
    return Optional.empty();
  }
}
