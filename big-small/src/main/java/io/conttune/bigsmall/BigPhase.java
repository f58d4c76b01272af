package io.conttune.bigsmall;

import static java.util.stream.Collectors.joining;

import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rates.TargetRates;
import io.conttune.core.tuning.Decision.Hold;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.Decision.Rescale;
import io.conttune.core.tuning.Decision.Step;
import io.conttune.core.tuning.Evidence;
import io.conttune.core.tuning.HeldBack;
import io.conttune.core.tuning.Plateau;
import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.UntoldLoad;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * The Big phase [ContTune Alg. 1]: every operator gets p_max, in one redeployment. If all have it
 * already, or the rates are known and all that are saturated have it, p_max is doubled first.
 * Limits bound it, and it never takes a subtask away. Where the rates are known, no operator gets
 * more than twice the most that the linear method finds: p_max only ever grows, and a small
 * overload later would pay for a large one once.
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
   * @param fit the parallelism of every vertex that the Small phase would choose for some rates
   */
  static Tuned decide(
      JudgedJob job, OptionalInt need, Function<TargetRates.Known, Map<OperatorId, Integer>> fit) {
    Optional<Tuned> useless = withoutGain(job, fit);
    if (useless.isPresent()) {
      return useless.get();
    }
    List<JobVertex> stuck = stuck(job);
    if (!stuck.isEmpty()) {
      String names = stuck.stream().map(JobVertex::name).collect(joining(", "));
      return atLimit(job, "%s may not have more subtasks".formatted(names));
    }
    int largest = job.largestParallelism();
    int maximum = (int) Math.min(largest, (long) HEADROOM * need.orElse(largest));
    Map<OperatorId, Integer> enlarged = enlarged(job, maximum);
    List<JobVertex> toHelp = need.isPresent() ? holdingUp(job) : job.input().graph().vertices();
    if (!grows(toHelp, enlarged) && maximum < largest) {
      maximum = largest;
      enlarged = enlarged(job, maximum);
    }
    if (!grows(toHelp, enlarged)) {
      maximum = doubled(job, maximum);
      enlarged = enlarged(job, maximum);
    }
    if (!grows(toHelp, enlarged)) {
      return atLimit(job, "no operator may have more subtasks");
    }
    if (isForTheLastSlots(job, maximum)) {
      return atLimit(job, UntoldLoad.NOT_WORTH_IT);
    }
    String what = maximum < largest ? "twice the linear need" : "p_max";
    String why = "%s = %d%s".formatted(what, maximum, clampNote(job, maximum));
    String reason = "%s: every operator gets %s".formatted(job.judgement().summary(), why);
    Evidence evidence = job.evidence(enlarged, why + ", if it is not fixed");
    return new Tuned(
        new Rescale(Step.BIG, enlarged, reason, evidence),
        new TunerState.ContTune(Math.max(largest, maximum)));
  }

  /** Returns whether some of these operators get more subtasks. */
  private static boolean grows(List<JobVertex> operators, Map<OperatorId, Integer> enlarged) {
    return operators.stream().anyMatch(v -> enlarged.get(v.id()) > v.parallelism());
  }

  /**
   * Returns whether the job would grow a little for a load that nobody tells: all of it, or those
   * that hold it up even by twice this p_max, while the others alone would get more now.
   */
  private static boolean isForTheLastSlots(JudgedJob job, int maximum) {
    if (!UntoldLoad.isIn(job.input().graph(), job.input().metrics())) {
      return false;
    }
    List<JobVertex> holdingUp = holdingUp(job);
    Map<OperatorId, Integer> enlarged = enlarged(job, maximum);
    return grows(holdingUp, enlarged)
        ? UntoldLoad.growsLittle(job.free(), enlarged)
        : UntoldLoad.growsLittle(holdingUp, enlarged(job, doubled(job, maximum)));
  }

  /** The saturated operators, or all that may grow where none is known to be. */
  private static List<JobVertex> holdingUp(JudgedJob job) {
    List<JobVertex> saturated =
        job.free().stream()
            .filter(vertex -> job.judgement().saturated().contains(vertex.id()))
            .toList();
    return saturated.isEmpty() ? job.input().graph().vertices() : saturated;
  }

  /** The limiting operators, if none of them may grow: growing the others would not help then. */
  private static List<JobVertex> stuck(JudgedJob job) {
    List<JobVertex> limiting = limiting(job);
    boolean someMayGrow =
        limiting.stream().anyMatch(v -> v.parallelism() < job.groups().boundsOf(v.id()).most());
    return someMayGrow ? List.of() : limiting;
  }

  /**
   * The operators that hold the job up: those that are saturated. If a window just misses that, the
   * busiest one behind the sources, if it is busy enough. An operator that receives bursts has idle
   * times between them: over whole periods it is one that can process less than its rate.
   */
  private static List<JobVertex> limiting(JudgedJob job) {
    List<JobVertex> saturated =
        job.running().stream()
            .filter(vertex -> job.judgement().saturated().contains(vertex.id()))
            .toList();
    if (!saturated.isEmpty()) {
      return saturated;
    }
    List<JobVertex> behindSources =
        job.running().stream()
            .filter(vertex -> !job.input().graph().isSource(vertex.id()))
            .toList();
    return job.input().isHeldUpByBursts()
        ? behindSources.stream().filter(vertex -> job.utilization(vertex) > 1).toList()
        : behindSources.stream()
            .max(Comparator.comparingDouble(vertex -> busy(job, vertex)))
            .filter(busiest -> busy(job, busiest) >= NEARLY_FULL)
            .stream()
            .toList();
  }

  private static double busy(JudgedJob job, JobVertex vertex) {
    return job.input().metrics().of(vertex.id()).usefulTime();
  }

  private static Map<OperatorId, Integer> enlarged(JudgedJob job, int maximum) {
    Map<OperatorId, Integer> wanted = new HashMap<>(job.input().graph().parallelism());
    job.free().stream()
        .filter(v -> job.uselessGrowth(v).filter(p -> covers(p, maximum)).isEmpty())
        .filter(v -> !job.bursty().hides(v.id()))
        .forEach(v -> wanted.merge(v.id(), maximum, Math::max));
    return job.groups().unified(wanted);
  }

  /** Returns whether it is known that so many subtasks bring nothing. */
  private static boolean covers(Plateau plateau, int parallelism) {
    return plateau.isProven() || parallelism <= plateau.tried();
  }

  /**
   * The answer if no limiting operator gains by growing: back to the least that does as much, and
   * with it what the others were given for records that it holds back.
   */
  private static Optional<Tuned> withoutGain(
      JudgedJob job, Function<TargetRates.Known, Map<OperatorId, Integer>> fit) {
    List<JobVertex> limiting = limiting(job);
    if (!limiting.isEmpty() && limiting.stream().allMatch(v -> isPending(job, v))) {
      String waits = "waits for more windows, as more subtasks seem to bring nothing";
      Map<OperatorId, Integer> present = job.input().graph().parallelism();
      return Optional.of(
          new Tuned(
              new Hold(HoldReason.NOT_CONFIRMED, waits, job.evidence(present, waits)),
              job.memory()));
    }
    boolean allUseless =
        !limiting.isEmpty()
            && limiting.stream()
                .allMatch(
                    v ->
                        job.uselessGrowth(v)
                            .filter(plateau -> plateau.holdsAt(v.parallelism()))
                            .isPresent());
    if (!allUseless) {
      return Optional.empty();
    }
    Map<OperatorId, Integer> present = job.input().graph().parallelism();
    Map<OperatorId, Integer> wanted = new HashMap<>(present);
    limiting.forEach(v -> wanted.put(v.id(), job.plateaus().get(v.id()).goal()));
    boolean goesBack = !job.groups().unified(wanted).equals(present);
    if (goesBack) {
      forWhatPasses(job, limiting, fit).forEach((id, p) -> wanted.merge(id, p, Math::min));
    }
    Map<OperatorId, Integer> goal = job.groups().unified(wanted);
    String reason =
        limiting.stream()
            .map(v -> v.name() + ": " + job.plateaus().get(v.id()).description())
            .collect(joining("; "));
    Evidence evidence = job.evidence(goal, reason);
    return Optional.of(
        new Tuned(
            goal.equals(present)
                ? new Hold(HoldReason.NO_GAIN, reason, evidence)
                : new Rescale(Step.SMALL, goal, reason, evidence),
            job.memory()));
  }

  /** What the operators need that the limiting ones hold back; none if the rates are not known. */
  private static Map<OperatorId, Integer> forWhatPasses(
      JudgedJob job,
      List<JobVertex> limiting,
      Function<TargetRates.Known, Map<OperatorId, Integer>> fit) {
    return job.rates()
        .match(
            known -> {
              Map<OperatorId, Double> taken = new HashMap<>();
              limiting.forEach(v -> taken.put(v.id(), job.plateaus().get(v.id()).share(v, known)));
              Map<OperatorId, Double> passing = HeldBack.by(taken, job.input().graph());
              Map<OperatorId, Integer> needed = new HashMap<>(fit.apply(known.passing(passing)));
              needed.keySet().retainAll(passing.keySet());
              return needed;
            },
            unknown -> Map.of());
  }

  private static boolean isPending(JudgedJob job, JobVertex vertex) {
    return job.uselessGrowth(vertex)
        .filter(plateau -> plateau.isPending() && !plateau.holdsAt(vertex.parallelism()))
        .isPresent();
  }

  /** Twice p_max, but no more than the most that any operator may have. */
  private static int doubled(JudgedJob job, int maximum) {
    long twice = 2L * maximum;
    return (int) Math.max(maximum, Math.min(twice, job.highestBound().orElse(maximum)));
  }

  private static Tuned atLimit(JudgedJob job, String what) {
    Map<OperatorId, Integer> present = job.input().graph().parallelism();
    String reason = "%s, but %s".formatted(job.judgement().summary(), what);
    Evidence evidence = job.evidence(present, "at its limit or fixed");
    return new Tuned(new Hold(HoldReason.AT_LIMIT, reason, evidence), job.memory());
  }

  private static String clampNote(JudgedJob job, int maximum) {
    boolean clamped =
        job.free().stream().anyMatch(v -> job.groups().boundsOf(v.id()).clamp(maximum) != maximum);
    return clamped ? ", as far as its limits allow" : "";
  }
}
