package io.conttune.bigsmall;

import static java.util.stream.Collectors.joining;

import io.conttune.bigsmall.ConservativeOptimisation.Choice;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.rates.Load;
import io.conttune.core.rates.TargetRates;
import io.conttune.core.tuning.Bounds;
import io.conttune.core.tuning.Decision.Hold;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.Decision.Rescale;
import io.conttune.core.tuning.Decision.Step;
import io.conttune.core.tuning.Evidence;
import io.conttune.core.tuning.OperatorEvidence;
import io.conttune.core.tuning.Provisioning;
import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.TunerState;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The parallelism that the Small phase would give each operator, weighed against a redeployment.
 *
 * @param capacity wanted of every running operator
 * @param choices of the operators that are not fixed
 * @param parallelism of every vertex, unified over FORWARD groups and within the limits
 */
record SmallPlan(
    Situation situation,
    ContTuneSettings settings,
    TargetRates.Known rates,
    Map<OperatorId, Load> capacity,
    Map<OperatorId, Choice> choices,
    Map<OperatorId, Integer> parallelism) {
  /** A quotient of two totals reaches a threshold if it misses it by no more than this. */
  private static final double TOLERANCE = 1e-9;

  Tuned decide() {
    Map<OperatorId, Integer> present = situation.input().graph().parallelism();
    if (parallelism.equals(present)) {
      return hold(HoldReason.FITS, "every operator has the parallelism that its rate needs");
    }
    String changes = changes();
    List<JobVertex> shortOf = shortOperators();
    double change = relativeChange(total(present), total(parallelism));
    boolean small = change < settings.decisionThreshold() - TOLERANCE;
    if (small && shortOf.isEmpty() && !someAreOutsideTheirLimits()) {
      return hold(
          HoldReason.BELOW_THRESHOLD,
          String.format(
              Locale.ROOT,
              "%s would change the total parallelism from %d to %d, less than the threshold of %.0f %%",
              changes,
              total(present),
              total(parallelism),
              100 * settings.decisionThreshold()));
    }
    return new Tuned(
        new Rescale(Step.SMALL, parallelism, changes + reason(shortOf), evidence()), state());
  }

  private String reason(List<JobVertex> shortOf) {
    return shortOf.isEmpty()
        ? " to fit the rates"
        : " to fit the rates; short: "
            + shortOf.stream().map(JobVertex::name).collect(joining(", "));
  }

  private Tuned hold(HoldReason cause, String reason) {
    return new Tuned(new Hold(cause, reason, evidence()), state());
  }

  /** p_max grows if the linear method gave an operator more. */
  private TunerState state() {
    int largest = situation.free().stream().mapToInt(v -> parallelism.get(v.id())).max().orElse(1);
    return new TunerState.ContTune(Math.max(situation.largestParallelism(), largest));
  }

  private String changes() {
    return situation.input().graph().vertices().stream()
        .filter(v -> parallelism.get(v.id()) != v.parallelism())
        .map(v -> "%s %d → %d".formatted(v.name(), v.parallelism(), parallelism.get(v.id())))
        .collect(joining(", "));
  }

  /**
   * The operators that would grow and cannot wait. They are busy beyond half-way between the target
   * utilisation and 1, or cannot work their backlog off in time. The decision threshold does not
   * apply to them.
   */
  private List<JobVertex> shortOperators() {
    return situation.running().stream()
        .filter(v -> parallelism.get(v.id()) > v.parallelism())
        .filter(v -> isBusy(v) || cannotCatchUp(v))
        .toList();
  }

  private boolean isBusy(JobVertex vertex) {
    return situation.input().metrics().of(vertex.id()).usefulTime() >= settings.shortBusy();
  }

  private boolean cannotCatchUp(JobVertex vertex) {
    OperatorMetrics measured = situation.input().metrics().of(vertex.id());
    Load backlog = SmallPhase.forBacklog(settings, rates.of(vertex.id()), vertex);
    double ability = measured.processingAbility().orElse(Double.POSITIVE_INFINITY);
    return backlog.at(vertex.parallelism()) > 0
        && ability < capacity.get(vertex.id()).at(vertex.parallelism());
  }

  private boolean someAreOutsideTheirLimits() {
    return situation.input().graph().vertices().stream()
        .anyMatch(
            v -> situation.groups().boundsOf(v.id()).clamp(v.parallelism()) != v.parallelism());
  }

  /** By which share the larger total exceeds the smaller [ContTune §7]. */
  private static double relativeChange(int before, int after) {
    return (double) Math.max(before, after) / Math.min(before, after) - 1;
  }

  private static int total(Map<OperatorId, Integer> parallelism) {
    return parallelism.values().stream().mapToInt(Integer::intValue).sum();
  }

  private Evidence evidence() {
    boolean less = total(parallelism) < total(situation.input().graph().parallelism());
    return situation.evidence(
        less ? Provisioning.OVER : Provisioning.NORMAL,
        situation.running().stream().map(this::evidence).toList());
  }

  private OperatorEvidence evidence(JobVertex vertex) {
    OperatorId id = vertex.id();
    int chosen = parallelism.get(id);
    Optional<Choice> choice = Optional.ofNullable(choices.get(id));
    Bounds bounds = situation.groups().boundsOf(id);
    return new OperatorEvidence(
        id,
        vertex.name(),
        situation.input().metrics().of(id),
        OptionalDouble.of(rates.of(id).rate().at(vertex.parallelism())),
        OptionalDouble.of(capacity.get(id).at(chosen)),
        choice.map(Choice::candidates).orElse(List.of()),
        chosen,
        choice.map(c -> why(c, bounds, chosen)).orElse("fixed"));
  }

  private static String why(Choice choice, Bounds bounds, int chosen) {
    if (choice.parallelism() == chosen) {
      return choice.why();
    }
    String by =
        bounds.clamp(choice.parallelism()) == chosen
            ? "its limits of %d to %d make it %d".formatted(bounds.least(), bounds.most(), chosen)
            : "an operator that FORWARD joins it with needs %d".formatted(chosen);
    return "%s; %s".formatted(choice.why(), by);
  }
}
