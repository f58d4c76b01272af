package io.conttune.informed;

import static java.util.stream.Collectors.joining;

import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rates.TargetRates;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.TunerState.Informed.Basis;
import io.conttune.core.tuning.UntoldLoad;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives more to what is short; nothing is taken away while the job is. What limits a job for which
 * more subtasks do nothing is named, and not fought.
 *
 * @param tuner name of the tuner, for the evidence
 */
record Relief(String tuner, InformedSettings settings, Planner planner) {
  Tuned decide(Situation situation, TargetRates.Known rates) {
    if (situation.seesWholeLoad()) {
      double factor = situation.meanOverNewest();
      Plan plan = planner.plan(situation, rates, factor);
      return grow(situation, plan, Basis.MEASURED, "the job is short of its rate");
    }
    if (situation.rules().isOwed(situation.load(), situation.memory(), settings)) {
      return new Answer(tuner, situation, Optional.empty())
          .hold(
              HoldReason.CATCHING_UP,
              "the sources read at least the rate for which the job was redeployed: it works off"
                  + " what its restart has left behind");
    }
    LargestRates.Guess guess = situation.rules().guess(situation.memory(), situation.load());
    Plan plan = planner.plan(situation, rates, guess.factor());
    return !guess.isSeen() && takesTheLastSlots(situation, plan)
        ? new Answer(tuner, situation, Optional.of(plan))
            .hold(HoldReason.AT_LIMIT, UntoldLoad.NOT_WORTH_IT)
        : grow(
            situation,
            plan,
            Basis.GUESSED,
            "the job is short and its rate is not known: grows for the largest rate seen, or a"
                + " multiple of what it reads");
  }

  /** Returns whether what holds the job up would come to its limit by a few subtasks more. */
  private static boolean takesTheLastSlots(Situation situation, Plan plan) {
    List<JobVertex> limiting = limiting(situation);
    return UntoldLoad.isIn(situation.input().graph(), situation.newest())
        && limiting.stream()
            .allMatch(
                vertex ->
                    plan.parallelism().get(vertex.id())
                        >= situation.groups().boundsOf(vertex.id()).most())
        && UntoldLoad.growsLittle(limiting, plan.parallelism());
  }

  private Tuned grow(Situation situation, Plan plan, Basis basis, String because) {
    Answer answer = new Answer(tuner, situation, Optional.of(plan));
    List<JobVertex> limiting = limiting(situation);
    if (!limiting.isEmpty() && limiting.stream().allMatch(plan.useless()::isAt)) {
      return withoutGain(situation, plan, limiting, basis);
    }
    if (!limiting.isEmpty() && limiting.stream().noneMatch(v -> mayGrow(v, situation))) {
      return answer.hold(
          HoldReason.AT_LIMIT,
          "the job is short, but %s may not have more subtasks"
              .formatted(limiting.stream().map(JobVertex::name).collect(joining(", "))));
    }
    Map<OperatorId, Integer> present = situation.input().graph().parallelism();
    Map<OperatorId, Integer> grown = grown(situation, plan);
    return grown.equals(present)
        ? answer.hold(
            HoldReason.AT_LIMIT, "the job is short, but nothing that holds it up may grow")
        : answer.rescale(grown, situation.tuned(basis), because);
  }

  private static boolean mayGrow(JobVertex vertex, Situation situation) {
    return vertex.parallelism() < situation.groups().boundsOf(vertex.id()).most();
  }

  private static Map<OperatorId, Integer> grown(Situation situation, Plan plan) {
    Map<OperatorId, Integer> present = situation.input().graph().parallelism();
    Map<OperatorId, Integer> wanted = new HashMap<>(plan.parallelism());
    wanted.replaceAll((id, p) -> Math.max(p, present.get(id)));
    for (JobVertex vertex : situation.free()) {
      double rate = plan.demand().get(vertex.id()).rate().at(vertex.parallelism());
      boolean isTooSlow = situation.newest().of(vertex.id()).inputRate() < rate;
      if (situation.shortage().bottlenecks().contains(vertex.id())
          && isTooSlow
          && !plan.useless().isAt(vertex)
          && !plan.bursty().hides(vertex.id())) {
        wanted.merge(vertex.id(), vertex.parallelism() + 1, Math::max);
      }
    }
    return situation.groups().unified(wanted);
  }

  private Tuned withoutGain(Situation situation, Plan plan, List<JobVertex> limiting, Basis basis) {
    Map<OperatorId, Integer> present = situation.input().graph().parallelism();
    Map<OperatorId, Integer> goal =
        situation.groups().unified(plan.useless().takenBack(present, limiting));
    String reason = plan.useless().description(limiting);
    Answer answer = new Answer(tuner, situation, Optional.of(plan));
    boolean pays =
        !goal.equals(present)
            && (new Worth(settings).pays(situation, goal)
                || plan.useless().processMore(limiting, situation.newest()));
    return pays
        ? answer.rescale(goal, situation.tuned(basis), reason)
        : answer.hold(HoldReason.NO_GAIN, reason);
  }

  /** The operators that hold the job up, whether they may be changed or not. */
  private static List<JobVertex> limiting(Situation situation) {
    return situation.running().stream()
        .filter(vertex -> situation.shortage().bottlenecks().contains(vertex.id()))
        .toList();
  }
}
