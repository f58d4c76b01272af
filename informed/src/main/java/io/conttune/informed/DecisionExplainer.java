package io.conttune.informed;

import static java.util.stream.Collectors.joining;

import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.Decision.Step;
import io.conttune.core.tuning.Evidence;
import io.conttune.core.tuning.OperatorEvidence;
import io.conttune.core.tuning.Provisioning;
import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TunerState.Informed.Tuning;
import io.conttune.informed.BracketedChoice.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Words a decision and gathers its evidence.
 *
 * @param plan empty as long as no load is known to plan for
 */
record DecisionExplainer(String tuner, KnownJob job, Optional<Plan> plan) {
  Tuned hold(HoldReason cause, String reason) {
    Map<OperatorId, Integer> present = job.input().graph().parallelism();
    Provisioning provisioning =
        switch (cause) {
          case NO_GAIN -> Provisioning.UNDER;
          case WITHIN_OBJECTIVE -> Provisioning.NORMAL;
          default -> provisioning(present);
        };
    return new Tuned(
        new Decision.Hold(cause, reason, evidence(provisioning, present)), job.memory());
  }

  Tuned rescale(Map<OperatorId, Integer> wanted, Tuning tuning, String because) {
    TunerState.Informed memory = job.memory();
    TunerState.Informed after =
        new TunerState.Informed(
            memory.operators(), tuning, memory.largestRates(), memory.rateDeviation());
    String reason = "%s: %s".formatted(because, changes(wanted));
    return new Tuned(
        new Decision.Rescale(Step.SMALL, wanted, reason, evidence(provisioning(wanted), wanted)),
        after);
  }

  private String changes(Map<OperatorId, Integer> wanted) {
    return job.input().graph().vertices().stream()
        .filter(vertex -> wanted.get(vertex.id()) != vertex.parallelism())
        .map(v -> v.name() + " " + v.parallelism() + " → " + wanted.get(v.id()))
        .collect(joining(", "));
  }

  private Evidence evidence(Provisioning provisioning, Map<OperatorId, Integer> chosen) {
    return new Evidence(
        tuner,
        provisioning,
        job.running().stream().map(v -> evidence(v, chosen.get(v.id()))).toList(),
        notes());
  }

  private Provisioning provisioning(Map<OperatorId, Integer> chosen) {
    boolean isShort = job.shortage().verdict() != Shortage.Verdict.SUFFICIENT;
    boolean grows = job.running().stream().anyMatch(v -> chosen.get(v.id()) > v.parallelism());
    boolean shrinks = job.running().stream().anyMatch(v -> chosen.get(v.id()) < v.parallelism());
    if (isShort || grows) {
      return Provisioning.UNDER;
    }
    return shrinks ? Provisioning.OVER : Provisioning.NORMAL;
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    int pieces = job.load().pieces().size();
    notes.add(
        String.format(
            Locale.ROOT,
            "decides on the newest %s of the window, in which the load is the same",
            pieces == 1 ? "piece" : pieces + " pieces"));
    if (job.load().deviation() > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "the rate of one piece deviates by %.1f %%",
              100 * job.load().deviation()));
    }
    job.input().graph().vertices().stream()
        .filter(vertex -> job.shortage().bottlenecks().contains(vertex.id()))
        .map(vertex -> vertex.name() + " holds its producers up: what it processes is its capacity")
        .forEach(notes::add);
    plan.ifPresent(considered -> notes.addAll(considered(considered)));
    return notes;
  }

  /** The plans that were weighed against each other. */
  private List<String> considered(Plan considered) {
    Map<OperatorId, Integer> present = job.input().graph().parallelism();
    if (considered.parallelism().equals(present)) {
      return List.of("considered: to stay, which is also what the rates ask for");
    }
    String stay = job.isShort() ? "which falls behind" : "which carries the rates";
    return List.of(
        "considered: to stay with %d subtasks, %s".formatted(subtasks(present), stay),
        "considered: to restart with %d subtasks, as the rates ask for: %s"
            .formatted(subtasks(considered.parallelism()), changes(considered.parallelism())));
  }

  private int subtasks(Map<OperatorId, Integer> parallelism) {
    return job.running().stream().mapToInt(v -> parallelism.get(v.id())).sum();
  }

  private OperatorEvidence evidence(JobVertex vertex, int chosen) {
    OperatorId id = vertex.id();
    Optional<Choice> choice = plan.flatMap(p -> Optional.ofNullable(p.choices().get(id)));
    return new OperatorEvidence(
        id,
        vertex.name(),
        job.newest().of(id),
        plan.isPresent()
            ? OptionalDouble.of(plan.get().demand().get(id).rate().at(vertex.parallelism()))
            : OptionalDouble.empty(),
        plan.isPresent()
            ? OptionalDouble.of(plan.get().capacity().get(id).at(chosen))
            : OptionalDouble.empty(),
        choice.map(Choice::candidates).orElse(List.of()),
        chosen,
        choice
            .map(own -> why(own, chosen))
            .orElse(
                plan.isPresent()
                    ? "its bounds allow no other parallelism"
                    : "its rate is not known yet"),
        OptionalDouble.empty());
  }

  private static String why(Choice choice, int chosen) {
    return choice.parallelism() == chosen
        ? choice.why()
        : choice.parallelism() + " would do: " + choice.why();
  }
}
