package io.conttune.benchmark.fuzz;

import io.conttune.benchmark.played.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The outcome of spoilt replies.
 *
 * @param counts of the replies, by how they were spoilt and what the step that met them came to
 * @param acts what the loops did in all
 * @param wrong those acts that nothing warrants
 * @param broken steps that ended by an exception or an error
 */
record FuzzResult(
    Map<Mutation, Map<StepKind, Long>> counts,
    long acts,
    List<WrongAct> wrong,
    List<Broken> broken) {
  static final FuzzResult NONE = new FuzzResult(Map.of(), 0, List.of(), List.of());

  FuzzResult {
    counts = Map.copyOf(counts);
    wrong = List.copyOf(wrong);
    broken = List.copyOf(broken);
  }

  /**
   * An act that nothing warrants.
   *
   * @param seed of the episode
   * @param job its number
   * @param at since the begin of the episode
   * @param recent how replies were spoilt in steps of this job in the two minutes before
   */
  record WrongAct(long seed, int job, Duration at, Verdict verdict, List<Mutation> recent) {
    WrongAct {
      recent = List.copyOf(recent);
    }
  }

  /**
   * A step that did not end as steps do.
   *
   * @param seed of the episode
   * @param trace of the exception or error
   */
  record Broken(long seed, String trace) {}

  /** This and another one together. */
  FuzzResult plus(FuzzResult other) {
    Map<Mutation, Map<StepKind, Long>> sums = new EnumMap<>(Mutation.class);
    for (Map<Mutation, Map<StepKind, Long>> each : List.of(counts, other.counts)) {
      each.forEach(
          (mutation, kinds) ->
              kinds.forEach(
                  (kind, count) ->
                      sums.computeIfAbsent(mutation, key -> new EnumMap<>(StepKind.class))
                          .merge(kind, count, Long::sum)));
    }
    List<WrongAct> allWrong = new ArrayList<>(wrong);
    allWrong.addAll(other.wrong);
    List<Broken> allBroken = new ArrayList<>(broken);
    allBroken.addAll(other.broken);
    return new FuzzResult(sums, acts + other.acts, allWrong, allBroken);
  }

  /** Replies that were spoilt so, in steps that came to this. */
  long count(Mutation mutation, StepKind kind) {
    return counts.getOrDefault(mutation, Map.of()).getOrDefault(kind, 0L);
  }

  /** Replies that were spoilt so. */
  long replies(Mutation mutation) {
    return counts.getOrDefault(mutation, Map.of()).values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  /** All replies that were spoilt. */
  long replies() {
    return counts.keySet().stream().mapToLong(this::replies).sum();
  }

  /** Acts of this kind. */
  long wrong(Verdict.Kind kind) {
    return wrong.stream().filter(act -> act.verdict().kind() == kind).count();
  }

  /** Whether nothing broke, and nothing was done that the true load does not warrant. */
  boolean isWithinBounds() {
    return broken.isEmpty() && wrong.isEmpty();
  }
}
