package io.conttune.controller.hook;

import io.conttune.controller.loop.PlanHook.Answer;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.extension.PlanVerdict;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.graph.OperatorSelector;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.LimitsOf;
import io.conttune.core.tuning.ParallelismGroups;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A plan under the answer of a program of the user's. The program may bring an operator nearer to
 * what it has now, so that a changed plan is within all limits of the job. Operators that must
 * share one parallelism are changed together.
 *
 * @param job as it runs
 * @param plan that was asked about
 * @param limitsOf tells which operators a launch gives one parallelism
 */
record HookedPlan(JobSnapshot job, Decision.Rescale plan, LimitsOf limitsOf) {
  /** What becomes of the plan. */
  Answer under(PlanVerdict reply) throws FlinkUnavailableException {
    return switch (reply.answer()) {
      case GO -> new Answer.Go(plan.noting(List.of("plan-hook: go" + reply.because())));
      case HOLD -> new Answer.Hold("plan-hook: hold" + reply.because());
      case CHANGE -> changed(reply);
    };
  }

  private Answer changed(PlanVerdict reply) throws FlinkUnavailableException {
    return limitsOf
        .limits(job)
        .match(
            known -> changed(reply, ParallelismGroups.of(job.graph(), known.limits())),
            misfit -> refused(misfit.faults()));
  }

  private Answer changed(PlanVerdict reply, ParallelismGroups groups) {
    Map<OperatorId, Integer> changes = new LinkedHashMap<>();
    List<String> notes = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    reply
        .parallelism()
        .forEach(
            (name, subtasks) ->
                new OperatorSelector(name)
                    .in(job.graph())
                    .match(
                        one -> {
                          List<OperatorId> together = groups.membersOf(one.id());
                          notes.add(note(one.id(), subtasks, together.size() - 1));
                          return faults(together, subtasks, changes);
                        },
                        none -> List.of(none.reason()))
                    .forEach(faults::add));
    if (!faults.isEmpty()) {
      return refused(faults);
    }
    Map<OperatorId, Integer> parallelism = new LinkedHashMap<>(plan.parallelism());
    parallelism.putAll(changes);
    if (parallelism.equals(job.graph().parallelism())) {
      return new Answer.Hold("plan-hook: the change leaves nothing to do" + reply.because());
    }
    return new Answer.Go(
        new Decision.Rescale(plan.step(), parallelism, plan.reason(), plan.evidence())
            .noting(List.of("plan-hook: " + String.join(", ", notes) + reply.because())));
  }

  private static Answer refused(List<String> faults) {
    return new Answer.Hold("plan-hook: the change is refused: " + String.join("; ", faults));
  }

  private String note(OperatorId id, int subtasks, int others) {
    String note =
        "%s %d instead of %d"
            .formatted(job.graph().vertex(id).name(), subtasks, plan.parallelism().get(id));
    return others == 0 ? note : "%s (with %d that must have the same)".formatted(note, others);
  }

  /** Gives these operators this parallelism, unless it has faults. */
  private List<String> faults(
      List<OperatorId> together, int subtasks, Map<OperatorId, Integer> changes) {
    List<String> faults = new ArrayList<>();
    for (OperatorId id : together) {
      JobVertex vertex = job.graph().vertex(id);
      int now = vertex.parallelism();
      int planned = plan.parallelism().get(id);
      Optional<Integer> other = Optional.ofNullable(changes.put(id, subtasks));
      if (other.filter(asked -> asked != subtasks).isPresent()) {
        faults.add(
            "%s cannot have both %d and %d, which operators have that must have the same"
                .formatted(vertex.name(), other.orElseThrow(), subtasks));
      } else if (subtasks < Math.min(now, planned) || subtasks > Math.max(now, planned)) {
        faults.add(
            "%s cannot have %d, expected from %d, which it has, to %d, which is planned"
                .formatted(vertex.name(), subtasks, now, planned));
      }
    }
    return faults;
  }
}
