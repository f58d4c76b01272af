package io.conttune.informed;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rates.TargetRates;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.HeldBack;
import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.TunerState.Informed.Basis;
import io.conttune.core.tuning.UntoldLoad;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives more to what is short, and takes nothing away while the job is, unless what limits it goes
 * back: then the others go back to what passes it. What limits a job for which more subtasks do
 * nothing is named, and not fought.
 *
 * @param tuner name of the tuner, for the evidence
 */
record ShortageRelief(String tuner, InformedSettings settings, Planner planner) {
  Tuned decide(KnownJob job, TargetRates.Known rates) {
    if (job.seesWholeLoad()) {
      double factor = job.meanOverNewest(settings);
      Plan plan = planner.plan(job, rates, factor);
      return SlowShortage.of(job, settings)
          .map(
              slow ->
                  new DecisionExplainer(tuner, job, Optional.of(plan))
                      .hold(HoldReason.WITHIN_OBJECTIVE, slow.sentence()))
          .orElseGet(() -> grow(job, plan, Basis.MEASURED, "the job is short of its rate"));
    }
    if (job.rules().isOwed(job, settings)) {
      return new DecisionExplainer(tuner, job, Optional.empty())
          .hold(
              HoldReason.CATCHING_UP,
              "the sources read at least the rate for which the job was redeployed: it works off"
                  + " what its restart has left behind");
    }
    LargestRates.Guess guess = job.rules().guess(job.memory(), job.load());
    Plan plan = planner.plan(job, rates, guess.factor());
    return !guess.isSeen() && takesTheLastSlots(job, plan)
        ? new DecisionExplainer(tuner, job, Optional.of(plan))
            .hold(HoldReason.AT_LIMIT, UntoldLoad.NOT_WORTH_IT)
        : grow(
            job,
            plan,
            Basis.GUESSED,
            "the job is short and its rate is not known: grows for the largest rate seen, or a"
                + " multiple of what it reads");
  }

  /** Returns whether what holds the job up would come to its limit by a few subtasks more. */
  private static boolean takesTheLastSlots(KnownJob job, Plan plan) {
    List<JobVertex> limiting = limiting(job);
    return UntoldLoad.isIn(job.input().graph(), job.newest())
        && limiting.stream()
            .allMatch(
                vertex ->
                    plan.parallelism().get(vertex.id())
                        >= job.groups().boundsOf(vertex.id()).most())
        && UntoldLoad.growsLittle(limiting, plan.parallelism());
  }

  private Tuned grow(KnownJob job, Plan plan, Basis basis, String because) {
    DecisionExplainer explainer = new DecisionExplainer(tuner, job, Optional.of(plan));
    List<JobVertex> limiting = limiting(job);
    if (!limiting.isEmpty() && limiting.stream().allMatch(plan.useless()::isAt)) {
      return withoutGain(job, plan, limiting, basis);
    }
    if (!limiting.isEmpty() && limiting.stream().allMatch(plan.useless()::isSuspected)) {
      return explainer.hold(HoldReason.NOT_CONFIRMED, UselessGrowth.AWAITED);
    }
    if (!limiting.isEmpty() && limiting.stream().noneMatch(v -> mayGrow(v, job))) {
      return explainer.hold(
          HoldReason.AT_LIMIT,
          "the job is short, but %s may not have more subtasks"
              .formatted(limiting.stream().map(JobVertex::name).collect(joining(", "))));
    }
    Map<OperatorId, Integer> present = job.input().graph().parallelism();
    Map<OperatorId, Integer> grown = grown(job, plan);
    return grown.equals(present)
        ? withoutGrowth(explainer, limiting)
        : explainer.rescale(grown, job.tuned(basis), because);
  }

  /** Where something may grow, no limit is named: a person would lift one that is none. */
  private static Tuned withoutGrowth(DecisionExplainer explainer, List<JobVertex> limiting) {
    return limiting.isEmpty()
        ? explainer.hold(
            HoldReason.AT_LIMIT, "the job is short, but nothing that holds it up may grow")
        : explainer.hold(
            HoldReason.NOT_CONFIRMED,
            "the job is short, but what was measured does not tell yet how many subtasks it needs");
  }

  private static boolean mayGrow(JobVertex vertex, KnownJob job) {
    return vertex.parallelism() < job.groups().boundsOf(vertex.id()).most();
  }

  private static Map<OperatorId, Integer> grown(KnownJob job, Plan plan) {
    Map<OperatorId, Integer> present = job.input().graph().parallelism();
    Map<OperatorId, Integer> wanted = new HashMap<>(plan.parallelism());
    wanted.replaceAll((id, p) -> Math.max(p, present.get(id)));
    for (JobVertex vertex : job.free()) {
      double rate = plan.demand().get(vertex.id()).rate().at(vertex.parallelism());
      boolean isTooSlow = job.newest().of(vertex.id()).inputRate() < rate;
      if (job.shortage().bottlenecks().contains(vertex.id())
          && isTooSlow
          && !plan.useless().isAt(vertex)
          && !plan.useless().isSuspected(vertex)
          && !plan.bursty().hides(vertex.id())) {
        wanted.merge(vertex.id(), vertex.parallelism() + 1, Math::max);
      }
    }
    return job.groups().unified(wanted);
  }

  private Tuned withoutGain(KnownJob job, Plan plan, List<JobVertex> limiting, Basis basis) {
    Map<OperatorId, Integer> present = job.input().graph().parallelism();
    boolean goesBack =
        !job.groups().unified(plan.useless().takenBack(present, limiting)).equals(present);
    Map<OperatorId, Integer> goal =
        goesBack
            ? job.groups()
                .unified(plan.useless().takenBack(forWhatPasses(job, plan, limiting), limiting))
            : present;
    String reason = plan.useless().description(limiting);
    DecisionExplainer explainer = new DecisionExplainer(tuner, job, Optional.of(plan));
    boolean pays =
        !goal.equals(present)
            && (new RestartWorth(settings).pays(job, goal)
                || plan.useless().processMore(limiting, job.newest()));
    return pays
        ? explainer.rescale(goal, job.tuned(basis), reason)
        : explainer.hold(HoldReason.NO_GAIN, reason);
  }

  /** The present parallelism, without what others were given for records that are held back. */
  private Map<OperatorId, Integer> forWhatPasses(
      KnownJob job, Plan plan, List<JobVertex> limiting) {
    TargetRates.Known all = new TargetRates.Known(plan.demand());
    Map<OperatorId, Double> taken =
        limiting.stream().collect(toMap(JobVertex::id, v -> plan.useless().share(v, all)));
    Map<OperatorId, Double> passing = HeldBack.by(taken, job.input().graph());
    Map<OperatorId, Integer> needed = planner.plan(job, all.passing(passing), 1).parallelism();
    Map<OperatorId, Integer> result = new HashMap<>(job.input().graph().parallelism());
    passing.keySet().forEach(id -> result.merge(id, needed.get(id), Math::min));
    return result;
  }

  /** The operators that hold the job up, whether they may be changed or not. */
  private static List<JobVertex> limiting(KnownJob job) {
    return job.running().stream()
        .filter(vertex -> job.shortage().bottlenecks().contains(vertex.id()))
        .toList();
  }
}
