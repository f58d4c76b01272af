package io.conttune.bigsmall;

import io.conttune.bigsmall.ConservativeOptimisation.Choice;
import io.conttune.bigsmall.ConservativeOptimisation.Question;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.history.History;
import io.conttune.core.history.MeanAbility;
import io.conttune.core.history.Observation;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.rates.Demand;
import io.conttune.core.rates.Load;
import io.conttune.core.rates.TargetRates;
import io.conttune.core.tuning.Bounds;
import io.conttune.core.tuning.Candidate;
import io.conttune.core.tuning.InputParts;
import io.conttune.core.tuning.LeastUtilization;
import io.conttune.core.tuning.LinearMethod;
import io.conttune.core.tuning.Plateau;
import io.conttune.core.tuning.TuningInput;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The Small phase [ContTune Alg. 1]: Algorithm 2 for every operator at once.
 *
 * <p>Capacity wanted of an operator: its real rate divided by the target utilisation, or what works
 * the backlog of its source and that of a redeployment off in time, if that is more. It must do so
 * in the time that is left to it where it waits for others to work bursts off.
 */
final class SmallPhase {
  private final ContTuneSettings settings;
  private final ConservativeOptimisation optimisation;
  private final LinearMethod linearMethod;

  SmallPhase(
      ContTuneSettings settings, ConservativeOptimisation optimisation, LinearMethod linearMethod) {
    this.settings = settings;
    this.optimisation = optimisation;
    this.linearMethod = linearMethod;
  }

  /** Plans the parallelism of the whole job. */
  SmallPlan plan(JudgedJob job, TargetRates.Known rates) {
    Map<OperatorId, Load> capacity = capacities(job, rates);
    Map<OperatorId, Candidate> linear = linearMethod.propose(job.input(), capacity);
    Map<OperatorId, List<MeanAbility>> history = historyWithWindow(job.input()).byOperator();
    Map<OperatorId, InputParts> parts = parts(job.input());
    int largest = job.largestParallelism();
    boolean isHeldUpByBursts = job.input().isHeldUpByBursts();
    Map<OperatorId, Choice> choices = new HashMap<>();
    for (JobVertex vertex : job.running()) {
      OperatorId id = vertex.id();
      if (!job.isFixed(id)) {
        Choice choice =
            optimisation.choose(
                new Question(
                    job.input().metrics().of(id),
                    history.getOrDefault(id, List.of()),
                    rates.of(id).rate().at(vertex.parallelism()),
                    capacity.get(id),
                    range(job, id, largest),
                    linear.get(id),
                    parts.get(id)));
        Choice useful =
            withinGain(choice, Optional.ofNullable(job.plateaus().get(id)), vertex.parallelism());
        Choice steady =
            againstBursts(job, isHeldUpByBursts, vertex, useful.parallelism())
                .map(why -> kept(useful, vertex, why))
                .orElse(useful);
        choices.put(id, steady);
      }
    }
    return new SmallPlan(
        job, settings, rates, capacity, utilization(job, rates), choices, unified(job, choices));
  }

  /**
   * The window alone counts at full use, where a full operator looks like one that scatters, and
   * where some source does not tell what waits, so that a shortage shows late.
   */
  private Map<OperatorId, Double> utilization(JudgedJob job, TargetRates.Known rates) {
    boolean mayScatter =
        settings.saturationIsSymptom()
            && ProvisioningJudge.allSourcesTell(job.input().graph(), job.input().metrics());
    double exactFrom = mayScatter ? settings.provisioning().saturatedBusy() : 0;
    return LeastUtilization.of(job.input(), rates, exactFrom);
  }

  /** Why an operator keeps its parallelism because of bursts, if it does. */
  private static Optional<String> againstBursts(
      JudgedJob job, boolean isHeldUp, JobVertex vertex, int wanted) {
    return wanted < vertex.parallelism() && isHeldUp
        ? Optional.of("is in a job that bursts hold up, keeps " + vertex.parallelism())
        : job.bursty().against(vertex, wanted);
  }

  /** The operators to which more subtasks bring nothing, as far as that was tried. */
  Map<OperatorId, Plateau> plateaus(TuningInput input) {
    Map<OperatorId, Plateau> result = new HashMap<>();
    Map<OperatorId, InputParts> parts = parts(input);
    History all = historyWithWindow(input);
    all.byOperator()
        .forEach(
            (id, history) -> {
              if (input.metrics().operators().containsKey(id)) {
                Plateau.ofNewest(all.topK(), history, parts.get(id))
                    .ifPresent(plateau -> result.put(id, plateau));
              }
            });
    return result;
  }

  private static Map<OperatorId, InputParts> parts(TuningInput input) {
    return InputParts.ofEach(input.graph(), input.limits());
  }

  /** What the model expects of it is left out: the rate of a burst refutes no parallelism. */
  private static Choice kept(Choice choice, JobVertex vertex, String because) {
    return new Choice(
        vertex.parallelism(),
        choice.candidates(),
        "%s; but it %s".formatted(choice.why(), because),
        Optional.empty());
  }

  /** No more subtasks than bring a gain. */
  private static Choice withinGain(Choice choice, Optional<Plateau> plateau, int present) {
    return plateau
        .filter(proven -> proven.holdsAt(present))
        .filter(proven -> choice.parallelism() > proven.goal())
        .map(proven -> choice.instead(proven.goal(), proven.description()))
        .orElse(choice);
  }

  private Map<OperatorId, Load> capacities(JudgedJob job, TargetRates.Known rates) {
    Map<OperatorId, Load> result = new HashMap<>();
    for (JobVertex vertex : job.running()) {
      ProvisioningRule rule = settings.provisioning();
      result.put(
          vertex.id(),
          rule.catchUp()
              .capacity(
                  rates.of(vertex.id()),
                  1 / job.input().timeLeft(vertex.id()),
                  settings.targetUtilization(),
                  rule.negligibleBacklog(),
                  vertex.parallelism()));
    }
    return result;
  }

  /**
   * The largest parallelism that the linear method gives an operator that may be changed; empty if
   * it gives none.
   */
  OptionalInt linearNeed(JudgedJob job, TargetRates.Known rates) {
    Map<OperatorId, Candidate> linear = linearMethod.propose(job.input(), capacities(job, rates));
    return job.running().stream()
        .filter(vertex -> !job.isFixed(vertex.id()))
        .flatMapToInt(vertex -> linear.get(vertex.id()).parallelism().stream())
        .max();
  }

  static Load forBacklog(ContTuneSettings settings, Demand demand, JobVertex vertex) {
    ProvisioningRule rule = settings.provisioning();
    return demand.backlogCapacity(
        rule.catchUp().time(), rule.negligibleBacklog(), vertex.parallelism());
  }

  /** The operator's bounds up to p_max. If they begin beyond p_max, only their least. */
  private static Bounds range(JudgedJob job, OperatorId id, int largest) {
    Bounds bounds = job.groups().boundsOf(id);
    int most = Math.min(bounds.most(), largest);
    return new Bounds(bounds.least(), Math.max(bounds.least(), most));
  }

  private static Map<OperatorId, Integer> unified(JudgedJob job, Map<OperatorId, Choice> choices) {
    Map<OperatorId, Integer> wanted = new HashMap<>(job.input().graph().parallelism());
    choices.forEach((id, choice) -> wanted.put(id, choice.parallelism()));
    return job.groups().unified(wanted);
  }

  /** Identifies one window of one operator. */
  private record OperatorWindow(OperatorId operator, Instant at) {
    static OperatorWindow of(Observation seen) {
      return new OperatorWindow(seen.operator(), seen.at());
    }
  }

  /** The history and this window, unless the window is in it already. */
  private History historyWithWindow(TuningInput input) {
    List<Observation> before = input.history().observations();
    Set<OperatorWindow> known = before.stream().map(OperatorWindow::of).collect(Collectors.toSet());
    List<Observation> now =
        input.metrics().operators().values().stream()
            .flatMap(measured -> observation(measured, input).stream())
            .filter(seen -> !known.contains(OperatorWindow.of(seen)))
            .toList();
    int topK = Math.min(settings.topK(), input.history().topK());
    return new History(topK, before).with(now);
  }

  private List<Observation> observation(OperatorMetrics measured, TuningInput input) {
    OptionalDouble ability = settings.measurement().processingAbility(measured);
    return ability.isEmpty()
        ? List.of()
        : List.of(
            new Observation(
                measured.id(),
                measured.parallelism(),
                ability.getAsDouble(),
                input.metrics().until()));
  }
}
