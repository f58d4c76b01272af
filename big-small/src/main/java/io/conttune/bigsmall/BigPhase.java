package io.conttune.bigsmall;

import static java.util.stream.Collectors.joining;

import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.tuning.Decision.Hold;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.Decision.Rescale;
import io.conttune.core.tuning.Decision.Step;
import io.conttune.core.tuning.Evidence;
import io.conttune.core.tuning.Plateau;
import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TuningInput;
import io.conttune.core.tuning.UntoldLoad;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The Big phase [ContTune Alg. 1]: every operator gets p_max, in one redeployment. If all have it
 * already, p_max is doubled first. Limits bound it, and it never takes a subtask away. Where the
 * rates are known, no operator gets more than twice the most that the linear method finds: p_max
 * only ever grows, and a small overload later would pay for a large one once.
 */
final class BigPhase {
  /** Busy share from which on the busiest operator holds up what is before it. */
  private static final double NEARLY_FULL = 0.85;

  /** How much of the linear method's parallelism is enough for the curve to be less than linear. */
  private static final int HEADROOM = 2;

  private BigPhase() {}

  /**
   * Decides.
   *
   * @param need the most that the linear method gives an operator; empty if rates are not known
   */
  static Tuned decide(Situation situation, OptionalInt need) {
    Map<OperatorId, Integer> present = situation.input().graph().parallelism();
    Optional<Tuned> useless = withoutGain(situation);
    if (useless.isPresent()) {
      return useless.get();
    }
    List<JobVertex> stuck = stuck(situation);
    if (!stuck.isEmpty()) {
      String names = stuck.stream().map(JobVertex::name).collect(joining(", "));
      return atLimit(situation, "%s may not have more subtasks".formatted(names));
    }
    int largest = situation.largestParallelism();
    int maximum = (int) Math.min(largest, (long) HEADROOM * need.orElse(largest));
    Map<OperatorId, Integer> enlarged = enlarged(situation, maximum);
    if (enlarged.equals(present) && maximum < largest) {
      maximum = largest;
      enlarged = enlarged(situation, maximum);
    }
    if (enlarged.equals(present)) {
      maximum = doubled(situation, maximum);
      enlarged = enlarged(situation, maximum);
    }
    if (enlarged.equals(present)) {
      return atLimit(situation, "no operator may have more subtasks");
    }
    TuningInput input = situation.input();
    if (UntoldLoad.isIn(input.graph(), input.metrics())
        && UntoldLoad.growsLittle(situation.free(), enlarged)) {
      return atLimit(situation, UntoldLoad.NOT_WORTH_IT);
    }
    String what = maximum < largest ? "twice the linear need" : "p_max";
    String why = "%s = %d%s".formatted(what, maximum, clampNote(situation, maximum));
    String reason = "%s: every operator gets %s".formatted(situation.judgement().summary(), why);
    Evidence evidence = situation.evidence(enlarged, why + ", if it is not fixed");
    return new Tuned(
        new Rescale(Step.BIG, enlarged, reason, evidence),
        new TunerState.ContTune(Math.max(largest, maximum)));
  }

  /** The limiting operators, if none of them may grow: growing the others would not help then. */
  private static List<JobVertex> stuck(Situation situation) {
    List<JobVertex> limiting = limiting(situation);
    boolean someMayGrow =
        limiting.stream()
            .anyMatch(v -> v.parallelism() < situation.groups().boundsOf(v.id()).most());
    return someMayGrow ? List.of() : limiting;
  }

  /**
   * The operators that hold the job up: those that are saturated. If a window just misses that, the
   * busiest one behind the sources, if it is busy enough.
   */
  private static List<JobVertex> limiting(Situation situation) {
    List<JobVertex> saturated =
        situation.running().stream()
            .filter(vertex -> situation.judgement().saturated().contains(vertex.id()))
            .toList();
    return saturated.isEmpty()
        ? situation.running().stream()
            .filter(vertex -> !situation.input().graph().isSource(vertex.id()))
            .max(Comparator.comparingDouble(vertex -> busy(situation, vertex)))
            .filter(busiest -> busy(situation, busiest) >= NEARLY_FULL)
            .stream()
            .toList()
        : saturated;
  }

  private static double busy(Situation situation, JobVertex vertex) {
    return situation.input().metrics().of(vertex.id()).usefulTime();
  }

  private static Map<OperatorId, Integer> enlarged(Situation situation, int maximum) {
    Map<OperatorId, Integer> wanted = new HashMap<>(situation.input().graph().parallelism());
    situation.free().stream()
        .filter(v -> situation.uselessGrowth(v).filter(p -> covers(p, maximum)).isEmpty())
        .filter(v -> !situation.bursty().hides(v.id()))
        .forEach(v -> wanted.merge(v.id(), maximum, Math::max));
    return situation.groups().unified(wanted);
  }

  /** Returns whether it is known that so many subtasks bring nothing. */
  private static boolean covers(Plateau plateau, int parallelism) {
    return plateau.isProven() || parallelism <= plateau.tried();
  }

  /** The answer if no limiting operator gains by growing: back to the least that does as much. */
  private static Optional<Tuned> withoutGain(Situation situation) {
    List<JobVertex> limiting = limiting(situation);
    if (!limiting.isEmpty() && limiting.stream().allMatch(v -> isPending(situation, v))) {
      String waits = "waits for more windows, as more subtasks seem to bring nothing";
      Map<OperatorId, Integer> present = situation.input().graph().parallelism();
      return Optional.of(
          new Tuned(
              new Hold(HoldReason.NOT_CONFIRMED, waits, situation.evidence(present, waits)),
              situation.memory()));
    }
    boolean allUseless =
        !limiting.isEmpty()
            && limiting.stream()
                .allMatch(
                    v ->
                        situation
                            .uselessGrowth(v)
                            .filter(plateau -> plateau.holdsAt(v.parallelism()))
                            .isPresent());
    if (!allUseless) {
      return Optional.empty();
    }
    Map<OperatorId, Integer> present = situation.input().graph().parallelism();
    Map<OperatorId, Integer> wanted = new HashMap<>(present);
    limiting.forEach(v -> wanted.put(v.id(), situation.plateaus().get(v.id()).goal()));
    Map<OperatorId, Integer> goal = situation.groups().unified(wanted);
    String reason =
        limiting.stream()
            .map(v -> v.name() + ": " + situation.plateaus().get(v.id()).description())
            .collect(joining("; "));
    Evidence evidence = situation.evidence(goal, reason);
    return Optional.of(
        new Tuned(
            goal.equals(present)
                ? new Hold(HoldReason.NO_GAIN, reason, evidence)
                : new Rescale(Step.SMALL, goal, reason, evidence),
            situation.memory()));
  }

  private static boolean isPending(Situation situation, JobVertex vertex) {
    return situation
        .uselessGrowth(vertex)
        .filter(plateau -> plateau.isPending() && !plateau.holdsAt(vertex.parallelism()))
        .isPresent();
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
