package io.conttune.ds2;

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
import io.conttune.core.tuning.TuningInput;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Words a decision of DS2 and gathers its evidence.
 *
 * @param fit empty as long as the rates are unknown
 */
record LinearDecision(String tuner, TuningInput input, Optional<LinearFit> fit) {
  Tuned hold(HoldReason cause, String reason, TunerState.Ds2 next) {
    return new Tuned(new Decision.Hold(cause, reason, evidence()), next);
  }

  /** Redeploys with the parallelism of {@code wanted}, which is {@link #fit()}'s. */
  Tuned rescale(LinearFit wanted, TunerState.Ds2 next) {
    String reason = changes(wanted) + " to follow the rates" + ratioNote(wanted.ratio());
    return new Tuned(
        new Decision.Rescale(Step.LINEAR, wanted.parallelism(), reason, evidence()), next);
  }

  /** The changes for a person, for example {@code map 2 → 4, sink 1 → 2}. */
  String changes(LinearFit wanted) {
    return input.graph().vertices().stream()
        .filter(vertex -> wanted.parallelism().get(vertex.id()) != vertex.parallelism())
        .map(
            v ->
                "%s %d → %d".formatted(v.name(), v.parallelism(), wanted.parallelism().get(v.id())))
        .collect(joining(", "));
  }

  static String ratioNote(double ratio) {
    return ratio > 1 ? String.format(Locale.ROOT, " (target rates scaled by %.2f)", ratio) : "";
  }

  private Evidence evidence() {
    List<OperatorEvidence> operators =
        input.graph().vertices().stream()
            .filter(vertex -> input.metrics().operators().containsKey(vertex.id()))
            .map(vertex -> fit.map(f -> known(vertex, f)).orElseGet(() -> unknown(vertex)))
            .toList();
    List<String> notes =
        fit.map(f -> ratioNote(f.ratio()).strip()).filter(n -> !n.isEmpty()).stream().toList();
    return new Evidence(tuner, provisioning(), operators, notes);
  }

  /**
   * UNDER if the method wants more of some operator, even in vain, else OVER if less of some, else
   * NORMAL.
   */
  private Provisioning provisioning() {
    if (fit.isEmpty()) {
      return Provisioning.NORMAL;
    }
    if (fit.get().isPresent(input)) {
      return fit.get().useless().isEmpty() ? Provisioning.NORMAL : Provisioning.UNDER;
    }
    boolean more =
        input.graph().vertices().stream()
            .anyMatch(v -> fit.get().parallelism().get(v.id()) > v.parallelism());
    return more ? Provisioning.UNDER : Provisioning.OVER;
  }

  private OperatorEvidence known(JobVertex vertex, LinearFit known) {
    OperatorId id = vertex.id();
    int chosen = known.parallelism().get(id);
    return new OperatorEvidence(
        id,
        vertex.name(),
        input.metrics().of(id),
        OptionalDouble.of(known.rates().of(id).rate().at(vertex.parallelism())),
        OptionalDouble.of(known.capacity().get(id).at(chosen)),
        List.of(known.candidates().get(id)),
        chosen,
        why(known, id, chosen),
        OptionalDouble.empty());
  }

  private static String why(LinearFit known, OperatorId id, int chosen) {
    int linear = known.candidates().get(id).parallelism().orElse(chosen);
    if (linear != chosen && known.kept().containsKey(id)) {
      return "the linear method's %d, but it %s".formatted(linear, known.kept().get(id));
    }
    return linear == chosen
        ? known.candidates().get(id).note()
        : "the linear method's %d, within the limits and its FORWARD group".formatted(linear);
  }

  private OperatorEvidence unknown(JobVertex vertex) {
    return new OperatorEvidence(
        vertex.id(),
        vertex.name(),
        input.metrics().of(vertex.id()),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        List.of(),
        vertex.parallelism(),
        "its rate is not known",
        OptionalDouble.empty());
  }
}
