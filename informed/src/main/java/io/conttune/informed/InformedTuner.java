package io.conttune.informed;

import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.history.Observation;
import io.conttune.core.rates.TargetRates;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.LinearMethod;
import io.conttune.core.tuning.ParallelismGroups;
import io.conttune.core.tuning.SlowSources;
import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.Tuner;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TunerState.Informed.Basis;
import io.conttune.core.tuning.TunerState.Informed.Knowledge;
import io.conttune.core.tuning.TunerState.Informed.Tuning;
import io.conttune.core.tuning.TuningInput;
import io.conttune.gp.Surrogate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Aims at one restart per change of load. It decides as soon as the evidence suffices: at once when
 * the job is short throughout the newest piece of the window, on two pieces that agree before it
 * takes subtasks away. It chooses between what is proven too few and what is proven enough.
 */
public final class InformedTuner implements Tuner {
  private final InformedSettings settings;
  private final BracketedChoice choice;
  private final LinearMethod linearMethod;

  /**
   * The tuner.
   *
   * @param surrogate model of processing ability over parallelism
   * @param linearMethod decides where there is no model
   */
  public InformedTuner(InformedSettings settings, Surrogate surrogate, LinearMethod linearMethod) {
    this.settings = Objects.requireNonNull(settings, "settings");
    this.choice = new BracketedChoice(Objects.requireNonNull(surrogate, "surrogate"));
    this.linearMethod = Objects.requireNonNull(linearMethod, "linearMethod");
  }

  @Override
  public String name() {
    return "informed";
  }

  @Override
  public TunerState.Informed initialState() {
    return TunerState.Informed.INITIAL;
  }

  @Override
  public Tuned decide(TuningInput input) {
    Situation situation = situation(input);
    TargetRates rates =
        TargetRates.of(
            input.graph(), situation.newest(), input.limits().extensibleSources(input.graph()));
    Tuned answer =
        rates.match(
            known -> decide(situation, known),
            unknown ->
                new Answer(name(), situation, Optional.empty())
                    .hold(HoldReason.UNKNOWN_RATES, unknown.reason()));
    return SlowSources.named(input, answer);
  }

  private Situation situation(TuningInput input) {
    TunerState.Informed before =
        input
            .state()
            .match(
                contTune -> initialState(),
                ds2 -> initialState(),
                own -> own,
                none -> initialState());
    SteadyLoad load = SteadyLoad.of(input.graph(), input.pieces(), before.rateDeviation());
    Shortage shortage = Shortage.of(input.graph(), load.newest(), settings);
    Map<OperatorId, List<Observation>> history =
        input.history().observations().stream()
            .collect(Collectors.groupingBy(Observation::operator));
    Map<OperatorId, Knowledge> shifted =
        AbilityShifts.applied(before.operators(), input.pieces(), load, shortage, history);
    Map<OperatorId, Knowledge> known = Learning.from(shifted, load, shortage);
    TunerState.Informed memory =
        new TunerState.Informed(
            known,
            seen(before.tuning(), load, shortage),
            LargestRates.of(before.largestRates(), input.graph(), load, shortage),
            noted(before.rateDeviation(), load.deviation()));
    return new Situation(
        input,
        load,
        shortage,
        ParallelismGroups.of(input.graph(), input.limits()),
        history,
        memory);
  }

  /** Once the sources are no longer held up, the rates for which the job had to guess are seen. */
  private static Tuning seen(Tuning before, SteadyLoad load, Shortage shortage) {
    boolean isSeen =
        before.basis() == Basis.GUESSED
            && load.isConfirmed()
            && shortage.verdict() == Shortage.Verdict.SUFFICIENT
            && shortage.bottlenecks().isEmpty();
    return isSeen
        ? new Tuning(load.rates(), before.redeployments(), Basis.MEASURED, before.at())
        : before;
  }

  /** The memory is written when it changes, so a deviation that is nearly the same stays. */
  private static double noted(double before, double now) {
    boolean isSame = before > 0 && now > before / 1.3 && now < before * 1.3;
    return isSame ? before : now;
  }

  private Tuned decide(Situation situation, TargetRates.Known rates) {
    return switch (situation.shortage().verdict()) {
      case SHORT -> relieve(situation, rates);
      case SHORT_IN_PART ->
          new Answer(name(), situation, Optional.empty())
              .hold(
                  HoldReason.UNSTEADY_RATES,
                  "the job became short within the newest piece of the window, so that its mean is"
                      + " of two loads; the next piece tells");
      case SUFFICIENT -> fit(situation, rates);
    };
  }

  /** Gives more to what is short; nothing is taken away while the job is. */
  private Tuned relieve(Situation situation, TargetRates.Known rates) {
    boolean isKnown = situation.seesWholeLoad();
    if (!isKnown
        && OwedBacklog.isWorkedOff(situation.load(), situation.memory().tuning(), settings)) {
      return new Answer(name(), situation, Optional.empty())
          .hold(
              HoldReason.CATCHING_UP,
              "the sources read at least the rate for which the job was redeployed: it works off"
                  + " what its restart has left behind");
    }
    double factor =
        isKnown
            ? factor(situation)
            : LargestRates.factor(situation.memory().largestRates(), situation.load());
    Plan plan = plan(situation, rates, factor);
    Map<OperatorId, Integer> present = situation.input().graph().parallelism();
    Map<OperatorId, Integer> wanted = new HashMap<>(plan.parallelism());
    wanted.replaceAll((id, p) -> Math.max(p, present.get(id)));
    for (JobVertex vertex : situation.free()) {
      double rate = plan.demand().get(vertex.id()).rate().at(vertex.parallelism());
      boolean isTooSlow = situation.newest().of(vertex.id()).inputRate() < rate;
      if (situation.shortage().bottlenecks().contains(vertex.id()) && isTooSlow) {
        wanted.merge(vertex.id(), vertex.parallelism() + 1, Math::max);
      }
    }
    Map<OperatorId, Integer> grown = situation.groups().unified(wanted);
    Answer answer = new Answer(name(), situation, Optional.of(plan));
    if (grown.equals(present)) {
      return answer.hold(
          HoldReason.AT_LIMIT, "the job is short, but nothing that holds it up may grow");
    }
    return answer.rescale(
        grown,
        tuning(situation, isKnown ? Basis.MEASURED : Basis.GUESSED),
        isKnown
            ? "the job is short of its rate"
            : "the job is short and its rate is not known: grows for the largest rate seen, or a"
                + " multiple of what it reads");
  }

  private Tuned fit(Situation situation, TargetRates.Known rates) {
    Plan plan = plan(situation, rates, factor(situation));
    Answer answer = new Answer(name(), situation, Optional.of(plan));
    if (plan.parallelism().equals(situation.input().graph().parallelism())) {
      return answer.hold(HoldReason.FITS, "every operator has the parallelism its rate needs");
    }
    if (!situation.load().isConfirmed()) {
      return answer.hold(
          HoldReason.UNSTEADY_RATES,
          "only the newest piece of the window shows this rate, and the job is not short; a second"
              + " one has to agree");
    }
    return new Worth(settings)
        .objection(situation, plan)
        .map(objection -> answer.hold(HoldReason.BELOW_THRESHOLD, objection))
        .orElseGet(
            () ->
                answer.rescale(
                    plan.parallelism(), tuning(situation, Basis.MEASURED), "the rate has changed"));
  }

  private Plan plan(Situation situation, TargetRates.Known rates, double factor) {
    return Plan.of(situation, rates, factor, choice, linearMethod, settings);
  }

  /** The mean load over that of the newest piece, and its uncertainty. */
  private static double factor(Situation situation) {
    SteadyLoad load = situation.load();
    return load.overNewest(situation.input().graph()) * (1 + load.deviationOfMean());
  }

  private static Tuning tuning(Situation situation, Basis basis) {
    int before = situation.isTunedLoad() ? situation.memory().tuning().redeployments() : 0;
    return new Tuning(situation.load().rates(), before + 1, basis, situation.newest().until());
  }
}
