package io.conttune.controller.loop;

import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Limits;
import io.conttune.core.tuning.ParallelismGroups;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A wish of the tuner of which a guard rail lets fewer subtasks be taken away, or none. It never
 * stands in the way of growth: what grows gets what was wanted, and where the subtasks that would
 * be kept need slots that growth needs too, they are taken.
 *
 * @param plan what may be done now; empty if nothing is left of the wish
 * @param sentence tells a person what is kept and why; blank if nothing is
 */
record KeptSubtasks(Optional<Decision.Rescale> plan, String sentence) {
  KeptSubtasks {
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(sentence, "sentence");
  }

  /** The whole wish may be carried out. */
  static KeptSubtasks whole(Decision.Rescale wish) {
    return new KeptSubtasks(Optional.of(wish), "");
  }

  /**
   * What is left of a wish.
   *
   * @param limits tell which operators must have the same parallelism, and which must have one that
   *     a person has pinned; those get it
   * @param least the parallelism below which no operator may go; what is above the present one
   *     counts as that, and an operator without one may have what is wanted
   * @param reason why they are kept, for a person
   */
  static KeptSubtasks of(
      JobSnapshot job,
      Limits limits,
      Decision.Rescale wish,
      Map<OperatorId, Integer> least,
      String reason) {
    Map<OperatorId, Integer> present = job.graph().parallelism();
    Map<OperatorId, Integer> wanted = wish.parallelism();
    Map<OperatorId, Integer> kept = new HashMap<>();
    for (ParallelismGroups.Group group : ParallelismGroups.of(job.graph(), limits).groups()) {
      kept.putAll(kept(group.members(), limits, present, wanted, least));
    }
    String changes = changes(job, wanted, kept);
    if (changes.isEmpty()) {
      return whole(wish);
    }
    boolean grows =
        wanted.entrySet().stream().anyMatch(e -> e.getValue() > present.get(e.getKey()));
    int slots = job.sharing().slots(kept);
    if (grows
        && slots > job.sharing().slots(wanted)
        && slots > job.sharing().slots(job.heldParallelism())) {
      return whole(
          wish.noting(
              List.of(
                  "not kept, for what grows needs the slots: %s (%s)".formatted(changes, reason))));
    }
    String note = changes + ": " + reason;
    return new KeptSubtasks(
        Optional.of(new Decision.Rescale(wish.step(), kept, wish.reason(), wish.evidence()))
            .filter(plan -> !kept.equals(present))
            .map(plan -> plan.noting(List.of(note))),
        note);
  }

  /** The parallelism of operators that must have the same; if that cannot be, they stay. */
  private static Map<OperatorId, Integer> kept(
      List<OperatorId> members,
      Limits limits,
      Map<OperatorId, Integer> present,
      Map<OperatorId, Integer> wanted,
      Map<OperatorId, Integer> least) {
    boolean isFree =
        members.stream()
            .anyMatch(id -> wanted.get(id) > present.get(id) || limits.of(id).isFixed());
    Map<OperatorId, Integer> kept = new HashMap<>();
    for (OperatorId id : members) {
      int floor = Math.min(present.get(id), least.getOrDefault(id, wanted.get(id)));
      kept.put(id, isFree ? wanted.get(id) : Math.max(wanted.get(id), floor));
    }
    if (kept.values().stream().distinct().count() > 1 && !isFree) {
      members.forEach(id -> kept.put(id, present.get(id)));
    }
    return kept;
  }

  private static String changes(
      JobSnapshot job, Map<OperatorId, Integer> wanted, Map<OperatorId, Integer> kept) {
    return job.graph().vertices().stream()
        .map(JobVertex::id)
        .filter(id -> !kept.get(id).equals(wanted.get(id)))
        .map(
            id ->
                "%s %d instead of %d"
                    .formatted(job.graph().vertex(id).name(), kept.get(id), wanted.get(id)))
        .collect(Collectors.joining(", "));
  }
}
