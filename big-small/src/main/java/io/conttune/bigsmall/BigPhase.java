package io.conttune.bigsmall;

import static java.util.stream.Collectors.joining;

import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.tuning.Decision.Hold;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.Decision.Rescale;
import io.conttune.core.tuning.Decision.Step;
import io.conttune.core.tuning.Evidence;
import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.TunerState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The Big phase [ContTune Alg. 1]: every operator gets p_max, in one redeployment. If all have it
 * already, p_max is doubled first. Limits bound it, and it never takes a subtask away.
 */
final class BigPhase {
  private BigPhase() {}

  static Tuned decide(Situation situation) {
    Map<OperatorId, Integer> present = situation.input().graph().parallelism();
    List<JobVertex> stuck = stuck(situation);
    if (!stuck.isEmpty()) {
      String names = stuck.stream().map(JobVertex::name).collect(joining(", "));
      return atLimit(situation, "%s may not have more subtasks".formatted(names));
    }
    int maximum = situation.largestParallelism();
    Map<OperatorId, Integer> enlarged = enlarged(situation, maximum);
    if (enlarged.equals(present)) {
      maximum = doubled(situation, maximum);
      enlarged = enlarged(situation, maximum);
    }
    if (enlarged.equals(present)) {
      return atLimit(situation, "no operator may have more subtasks");
    }
    String why = "p_max = %d%s".formatted(maximum, clampNote(situation, maximum));
    String reason = "%s: every operator gets %s".formatted(situation.judgement().summary(), why);
    Evidence evidence = situation.evidence(enlarged, why + ", if it is not fixed");
    return new Tuned(
        new Rescale(Step.BIG, enlarged, reason, evidence), new TunerState.ContTune(maximum));
  }

  /** The saturated operators, if none of them may grow: growing the others would not help then. */
  private static List<JobVertex> stuck(Situation situation) {
    List<JobVertex> saturated =
        situation.running().stream()
            .filter(vertex -> situation.judgement().saturated().contains(vertex.id()))
            .toList();
    boolean someMayGrow =
        saturated.stream()
            .anyMatch(v -> v.parallelism() < situation.groups().boundsOf(v.id()).most());
    return someMayGrow ? List.of() : saturated;
  }

  private static Map<OperatorId, Integer> enlarged(Situation situation, int maximum) {
    Map<OperatorId, Integer> wanted = new HashMap<>(situation.input().graph().parallelism());
    situation.free().forEach(v -> wanted.merge(v.id(), maximum, Math::max));
    return situation.groups().unified(wanted);
  }

  /** Twice p_max, but no more than the most that any operator may have. */
  private static int doubled(Situation situation, int maximum) {
    long twice = 2L * maximum;
    return (int) Math.max(maximum, Math.min(twice, situation.highestBound().orElse(maximum)));
  }

  private static Tuned atLimit(Situation situation, String what) {
    Map<OperatorId, Integer> present = situation.input().graph().parallelism();
    String reason = "%s, but %s".formatted(situation.judgement().summary(), what);
    Evidence evidence = situation.evidence(present, "at its limit or fixed");
    return new Tuned(new Hold(HoldReason.AT_LIMIT, reason, evidence), situation.memory());
  }

  private static String clampNote(Situation situation, int maximum) {
    boolean clamped =
        situation.free().stream()
            .anyMatch(v -> situation.groups().boundsOf(v.id()).clamp(maximum) != maximum);
    return clamped ? ", as far as its limits allow" : "";
  }
}
