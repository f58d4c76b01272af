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
import io.conttune.core.tuning.StandingBacklog;
import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.TunerState;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The parallelism that the Small phase would give each operator, weighed against a redeployment.
 *
 * @param capacity wanted of every running operator
 * @param utilization of every running operator, at its target rate
 * @param choices of the operators that are not fixed
 * @param parallelism of every vertex, unified over FORWARD groups and within the limits
 */
record SmallPlan(
    JudgedJob job,
    ContTuneSettings settings,
    TargetRates.Known rates,
    Map<OperatorId, Load> capacity,
    Map<OperatorId, Double> utilization,
    Map<OperatorId, Choice> choices,
    Map<OperatorId, Integer> parallelism) {
  Tuned decide() {
    Map<OperatorId, Integer> present = job.input().graph().parallelism();
    if (parallelism.equals(present)) {
      return asItIs();
    }
    String changes = changes();
    List<JobVertex> shortOf = shortOperators();
    Optional<String> objection =
        someAreOutsideTheirLimits()
            ? Optional.empty()
            : settings
                .redeployment()
                .objection(job.input().graph(), parallelism, shortOf, utilization);
    if (objection.isPresent()) {
      return hold(HoldReason.BELOW_THRESHOLD, changes + " " + objection.get());
    }
    if (grows()
        && StandingBacklog.mayHideCatchingUp(
            job.input(), settings.provisioning().catchUp().time())) {
      return hold(
          HoldReason.NOT_CONFIRMED, "%s, but %s".formatted(changes, StandingBacklog.NOT_YET));
    }
    return new Tuned(
        new Rescale(Step.SMALL, parallelism, changes + reason(shortOf), evidence()), state());
  }

  private boolean grows() {
    return job.input().graph().vertices().stream()
        .anyMatch(vertex -> parallelism.get(vertex.id()) > vertex.parallelism());
  }

  private Tuned asItIs() {
    List<String> useless = withoutGain();
    if (!useless.isEmpty()) {
      return shortHold(HoldReason.NO_GAIN, useless);
    }
    List<String> limited = shortAtTheirLimits();
    return limited.isEmpty()
        ? hold(HoldReason.FITS, "every operator has the parallelism that its rate needs")
        : shortHold(HoldReason.AT_LIMIT, limited);
  }

  private Tuned shortHold(HoldReason cause, List<String> reasons) {
    return new Tuned(
        new Hold(cause, String.join("; ", reasons), evidence(Provisioning.UNDER)), state());
  }

  /** Of each operator that is short and may have no more subtasks, what these carry. */
  private List<String> shortAtTheirLimits() {
    return job.running().stream()
        .filter(vertex -> !job.isFixed(vertex.id()))
        .filter(this::exceedsItsTarget)
        .flatMap(
            vertex -> {
              Bounds bounds = job.groups().boundsOf(vertex.id());
              String refutation = refutation(bounds, vertex.parallelism(), carriedShare(vertex));
              return vertex.parallelism() == bounds.most() && !refutation.isEmpty()
                  ? Stream.of(vertex.name() + ": " + refutation)
                  : Stream.empty();
            })
        .toList();
  }

  /** Of each operator that is short and does not gain by growing, why. */
  private List<String> withoutGain() {
    return job.running().stream()
        .filter(this::exceedsItsTarget)
        .flatMap(
            vertex ->
                job
                    .uselessGrowth(vertex)
                    .filter(plateau -> plateau.holdsAt(vertex.parallelism()))
                    .stream()
                    .map(plateau -> vertex.name() + ": " + plateau.description()))
        .toList();
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
    int largest = job.free().stream().mapToInt(v -> parallelism.get(v.id())).max().orElse(1);
    return new TunerState.ContTune(Math.max(job.largestParallelism(), largest));
  }

  private String changes() {
    return job.input().graph().vertices().stream()
        .filter(v -> parallelism.get(v.id()) != v.parallelism())
        .map(v -> "%s %d → %d".formatted(v.name(), v.parallelism(), parallelism.get(v.id())))
        .collect(joining(", "));
  }

  /**
   * The operators that would grow and cannot wait. At their target rate they are utilised beyond
   * half-way between the target utilisation and 1, or they cannot work their backlog off in time.
   * The decision threshold does not apply to them.
   */
  private List<JobVertex> shortOperators() {
    return job.running().stream()
        .filter(v -> parallelism.get(v.id()) > v.parallelism())
        .filter(v -> exceedsItsTarget(v) || cannotCatchUp(v))
        .toList();
  }

  private boolean exceedsItsTarget(JobVertex vertex) {
    return utilization.get(vertex.id()) >= settings.redeployment().shortFrom();
  }

  private boolean cannotCatchUp(JobVertex vertex) {
    OperatorMetrics measured = job.input().metrics().of(vertex.id());
    Load backlog = SmallPhase.forBacklog(settings, rates.of(vertex.id()), vertex);
    double ability = measured.processingAbility().orElse(Double.POSITIVE_INFINITY);
    return backlog.at(vertex.parallelism()) > 0
        && ability < capacity.get(vertex.id()).at(vertex.parallelism());
  }

  private boolean someAreOutsideTheirLimits() {
    return job.input().graph().vertices().stream()
        .anyMatch(v -> job.groups().boundsOf(v.id()).clamp(v.parallelism()) != v.parallelism());
  }

  private static int total(Map<OperatorId, Integer> parallelism) {
    return parallelism.values().stream().mapToInt(Integer::intValue).sum();
  }

  private Evidence evidence() {
    boolean less = total(parallelism) < total(job.input().graph().parallelism());
    Provisioning sizing = less ? Provisioning.OVER : Provisioning.NORMAL;
    boolean isShort = job.judgement().provisioning() == Provisioning.UNDER;
    return evidence(isShort ? Provisioning.UNDER : sizing);
  }

  private Evidence evidence(Provisioning provisioning) {
    return job.evidence(provisioning, job.running().stream().map(this::evidence).toList());
  }

  private OperatorEvidence evidence(JobVertex vertex) {
    OperatorId id = vertex.id();
    int chosen = parallelism.get(id);
    Optional<Choice> choice = Optional.ofNullable(choices.get(id));
    Bounds bounds = job.groups().boundsOf(id);
    OptionalDouble carried = carriedShare(vertex);
    String refutation = refutation(bounds, chosen, carried);
    return new OperatorEvidence(
        id,
        vertex.name(),
        job.input().metrics().of(id),
        OptionalDouble.of(rates.of(id).rate().at(vertex.parallelism())),
        OptionalDouble.of(capacity.get(id).at(chosen)),
        choice.map(Choice::candidates).orElse(List.of()),
        chosen,
        choice.map(c -> why(c, bounds, chosen)).orElse("fixed")
            + (refutation.isEmpty() ? "" : "; " + refutation),
        carried);
  }

  /** Of what is planned for an operator, the share of its rate, if the model refutes it. */
  private OptionalDouble carriedShare(JobVertex vertex) {
    int chosen = parallelism.get(vertex.id());
    double rate = rates.of(vertex.id()).rate().at(chosen);
    return Optional.ofNullable(choices.get(vertex.id()))
        .flatMap(Choice::expectation)
        .filter(known -> rate > 0)
        .map(known -> known.carriedShare(chosen, rate))
        .orElse(OptionalDouble.empty());
  }

  private static String refutation(Bounds bounds, int chosen, OptionalDouble carried) {
    if (carried.isEmpty()) {
      return "";
    }
    String nothing = chosen == bounds.most() ? "nothing up to %d suffices, ".formatted(chosen) : "";
    return String.format(
        Locale.ROOT,
        "%s%d carries %.0f %% of its rate, as the model expects",
        nothing,
        chosen,
        Math.min(99, 100 * carried.getAsDouble()));
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
