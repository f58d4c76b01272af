package io.conttune.ds2;

import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.history.History;
import io.conttune.core.history.Observation;
import io.conttune.core.metrics.MeasurementRule;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.rates.Demand;
import io.conttune.core.rates.Load;
import io.conttune.core.rates.TargetRates;
import io.conttune.core.tuning.Candidate;
import io.conttune.core.tuning.HeldBack;
import io.conttune.core.tuning.InputParts;
import io.conttune.core.tuning.LinearMethod;
import io.conttune.core.tuning.ParallelismGroups;
import io.conttune.core.tuning.Plateau;
import io.conttune.core.tuning.TuningInput;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The linear method's answer for a whole job.
 *
 * @param ratio target-rate ratio that it was made with
 * @param rates of all running operators
 * @param capacity wanted of all running operators
 * @param candidates of the method, one of each running operator
 * @param useless of the operators that would gain nothing by growing to their candidate, what shows
 *     it
 * @param awaited the operators of which further windows tell if their last growth was useless
 * @param kept of the operators that keep their parallelism though the method proposes another, why
 * @param parallelism of every vertex, unified over FORWARD groups and within the limits
 */
record LinearFit(
    double ratio,
    TargetRates.Known rates,
    Map<OperatorId, Load> capacity,
    Map<OperatorId, Candidate> candidates,
    Map<OperatorId, Plateau> useless,
    Set<OperatorId> awaited,
    Map<OperatorId, String> kept,
    Map<OperatorId, Integer> parallelism) {

  /** The fit to these rates, or to what full operators let pass of them. */
  static LinearFit of(
      TuningInput input,
      TargetRates.Known rates,
      double ratio,
      LinearMethod method,
      Ds2Settings settings) {
    LinearFit toAll = toAll(input, rates, ratio, method, settings);
    Map<OperatorId, Double> passing = HeldBack.by(toAll.takenOfUseless(input), input.graph());
    return passing.isEmpty()
        ? toAll
        : toAll(input, rates.passing(passing), ratio, method, settings);
  }

  private static LinearFit toAll(
      TuningInput input,
      TargetRates.Known rates,
      double ratio,
      LinearMethod method,
      Ds2Settings settings) {
    Map<OperatorId, Load> capacity = new HashMap<>();
    for (JobVertex vertex : input.graph().vertices()) {
      if (rates.demands().containsKey(vertex.id())) {
        double perTime = ratio / input.timeLeft(vertex.id());
        capacity.put(vertex.id(), settings.capacity(rates.of(vertex.id()), vertex, perTime));
      }
    }
    Map<OperatorId, Candidate> candidates =
        new LinearNeeds(input, capacity, settings.targetUtilization())
            .of(method.propose(input, capacity));
    Map<OperatorId, Plateau> plateaus = plateaus(input, candidates);
    Map<OperatorId, Plateau> useless = useless(input, plateaus);
    Set<OperatorId> awaited = awaited(input, plateaus);
    KeptSubtasks keeping = KeptSubtasks.of(input, rates, awaited, settings);
    Map<OperatorId, String> kept = new HashMap<>();
    Map<OperatorId, Integer> wanted = new HashMap<>(input.graph().parallelism());
    candidates.forEach(
        (id, candidate) -> {
          if (candidate.parallelism().isPresent()) {
            JobVertex vertex = input.graph().vertex(id);
            Optional<Plateau> plateau = Optional.ofNullable(useless.get(id));
            int linear = candidate.parallelism().getAsInt();
            int gaining = plateau.map(p -> Math.min(p.goal(), linear)).orElse(linear);
            // What was tried without a gain is known, whatever this window holds.
            Optional<String> reason =
                plateau.isPresent() || input.limits().of(id).isFixed()
                    ? Optional.empty()
                    : keeping.against(vertex, gaining);
            reason.ifPresentOrElse(why -> kept.put(id, why), () -> wanted.put(id, gaining));
          }
        });
    if (input.isHeldUpByBursts()) {
      Map<OperatorId, Integer> present = input.graph().parallelism();
      wanted.replaceAll((id, p) -> useless.containsKey(id) ? p : Math.max(p, present.get(id)));
    }
    Map<OperatorId, Double> full = new HashMap<>();
    awaited.forEach(id -> full.put(id, 1.0));
    fullAtTheirLimits(input, rates, candidates).forEach(id -> full.put(id, 1.0));
    Map<OperatorId, Integer> present = input.graph().parallelism();
    for (OperatorId id : HeldBack.by(full, input.graph()).keySet()) {
      wanted.computeIfPresent(id, (held, p) -> Math.min(p, present.get(held)));
    }
    ParallelismGroups groups = ParallelismGroups.of(input.graph(), input.limits());
    return new LinearFit(
        ratio, rates, capacity, candidates, useless, awaited, kept, groups.unified(wanted));
  }

  /** Of the operators whose candidate is more than brings a gain, as far as it was tried. */
  private static Map<OperatorId, Plateau> plateaus(
      TuningInput input, Map<OperatorId, Candidate> candidates) {
    Map<OperatorId, Plateau> result = new HashMap<>();
    Map<OperatorId, InputParts> parts = InputParts.ofEach(input.graph(), input.limits());
    History all = withWindow(input);
    all.byOperator()
        .forEach(
            (id, history) -> {
              if (candidates.containsKey(id)) {
                Plateau.ofNewest(all.topK(), history, parts.get(id))
                    .filter(p -> candidates.get(id).parallelism().orElse(0) > p.goal())
                    .ifPresent(plateau -> result.put(id, plateau));
              }
            });
    return result;
  }

  private static Map<OperatorId, Plateau> useless(
      TuningInput input, Map<OperatorId, Plateau> plateaus) {
    Map<OperatorId, Plateau> result = new HashMap<>(plateaus);
    result.entrySet().removeIf(e -> !e.getValue().holdsAt(present(input, e.getKey())));
    return result;
  }

  private static Set<OperatorId> awaited(TuningInput input, Map<OperatorId, Plateau> plateaus) {
    Set<OperatorId> result = new HashSet<>();
    plateaus.forEach(
        (id, plateau) -> {
          if (plateau.isPending() && present(input, id) == plateau.tried()) {
            result.add(id);
          }
        });
    return result;
  }

  /** The share of its rate that each operator takes which would gain nothing by growing. */
  private Map<OperatorId, Double> takenOfUseless(TuningInput input) {
    Map<OperatorId, Double> result = new HashMap<>();
    useless.forEach(
        (id, plateau) -> result.put(id, plateau.share(input.graph().vertex(id), rates)));
    return result;
  }

  private static int present(TuningInput input, OperatorId id) {
    return input.graph().vertex(id).parallelism();
  }

  /**
   * The operators that process less than their rate, and may not have more subtasks. A source is
   * none: what it cannot read is no load of the others.
   */
  private static Set<OperatorId> fullAtTheirLimits(
      TuningInput input, TargetRates.Known rates, Map<OperatorId, Candidate> candidates) {
    Set<OperatorId> result = new HashSet<>();
    candidates.forEach(
        (id, candidate) -> {
          int present = present(input, id);
          OptionalDouble ability = input.metrics().of(id).processingAbility();
          boolean isFull =
              ability.isPresent() && ability.getAsDouble() < rates.of(id).rate().at(present);
          boolean isAtLimit = present >= input.limits().of(id).most();
          boolean isSource = input.graph().isSource(id);
          if (isFull
              && isAtLimit
              && !isSource
              && candidate.parallelism().orElse(present) > present) {
            result.add(id);
          }
        });
    return result;
  }

  /** The history and this window, unless the window is in it already. */
  private static History withWindow(TuningInput input) {
    Instant now = input.metrics().until();
    boolean isIn = input.history().observations().stream().anyMatch(o -> o.at().equals(now));
    return isIn
        ? input.history()
        : input
            .history()
            .with(
                input.metrics().operators().values().stream()
                    .flatMap(measured -> observation(measured, now).stream())
                    .toList());
  }

  private static Optional<Observation> observation(OperatorMetrics measured, Instant at) {
    OptionalDouble ability = MeasurementRule.DEFAULT.processingAbility(measured);
    return ability.isPresent()
        ? Optional.of(
            new Observation(measured.id(), measured.parallelism(), ability.getAsDouble(), at))
        : Optional.empty();
  }

  /**
   * Returns whether this operator is too slow to work its backlog off in time. One that is not
   * needs no more subtasks for it: every redeployment leaves a backlog.
   */
  boolean cannotCatchUp(JobVertex vertex, OperatorMetrics measured, Ds2Settings settings) {
    Demand demand = rates.of(vertex.id());
    double forBacklog = settings.forBacklog(demand, vertex).at(vertex.parallelism());
    double ability = measured.processingAbility().orElse(Double.POSITIVE_INFINITY);
    return forBacklog > 0 && ability < demand.rate().at(vertex.parallelism()) + forBacklog;
  }

  /** Returns whether the method wants the parallelism that the job has. */
  boolean isPresent(TuningInput input) {
    return parallelism.equals(input.graph().parallelism());
  }

  /** Returns whether some operator is to get more subtasks. */
  boolean grows(TuningInput input) {
    return input.graph().vertices().stream()
        .anyMatch(v -> parallelism.get(v.id()) > v.parallelism());
  }

  /** Returns whether some operator keeps its subtasks though the method wants more of it. */
  boolean keepsFromGrowing(TuningInput input) {
    return kept.keySet().stream()
        .anyMatch(id -> candidates.get(id).parallelism().orElse(0) > present(input, id));
  }

  /** Returns whether the limits of an operator that is not fixed cut off what the method wants. */
  boolean isCut(TuningInput input) {
    return candidates.entrySet().stream()
        .filter(proposed -> !input.limits().of(proposed.getKey()).isFixed())
        .anyMatch(
            proposed ->
                proposed.getValue().parallelism().orElse(0)
                    > input.limits().of(proposed.getKey()).most());
  }
}
