package io.conttune.controller.loop;

import io.conttune.core.DurationText;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.Limits;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Lets subtasks be taken away only if every decision of a time has wanted fewer. Of each operator
 * the largest parallelism counts that a decision of that time has wanted, so that several wishes
 * become one restart. A decision to leave the job alone wants the present parallelism, unless it
 * says that nothing can be told. After a rescale, and for each run, the time begins anew. Not
 * thread-safe.
 */
final class ShrinkDelay {
  private final Duration length;
  private final SteadyClock clock;
  private Optional<Watched> watched = Optional.empty();

  /**
   * A delay that has seen no decision yet.
   *
   * @param length of the time; 0 for no delay
   */
  ShrinkDelay(Duration length, SteadyClock clock) {
    this.length = length;
    this.clock = clock;
  }

  /** A parallelism that a decision has wanted, and the time for which that counts. */
  private record Wanted(int subtasks, Pause counts) {}

  /**
   * The decisions on one run at one parallelism.
   *
   * @param first the time from the first of them on
   * @param newest the time for which the newest of them counts
   * @param wanted those of each operator that count, from the largest to the newest
   */
  private record Watched(
      String jobId,
      Map<OperatorId, Integer> present,
      Pause first,
      Pause newest,
      Map<OperatorId, Deque<Wanted>> wanted) {
    boolean isOf(JobSnapshot job) {
      return jobId.equals(job.jobId()) && present.equals(job.graph().parallelism());
    }

    Watched seen(Pause now) {
      return new Watched(jobId, present, first, now, wanted);
    }
  }

  /** Takes note of each decision of the tuner. */
  void see(JobSnapshot job, Decision decision) {
    Map<OperatorId, Integer> present = job.graph().parallelism();
    Optional<Map<OperatorId, Integer>> wanted =
        decision.match(
            rescale -> Optional.of(rescale.parallelism()),
            hold -> saysNothing(hold.cause()) ? Optional.empty() : Optional.of(present));
    if (length.isZero() || wanted.isEmpty()) {
      return;
    }
    Pause now = Pause.of(length, clock);
    Watched goesOn =
        watched
            .filter(known -> known.isOf(job) && !known.newest().isOver())
            .map(known -> known.seen(now))
            .orElseGet(() -> new Watched(job.jobId(), present, now, now, new HashMap<>()));
    present.forEach(
        (id, subtasks) ->
            add(
                goesOn.wanted().computeIfAbsent(id, any -> new ArrayDeque<>()),
                new Wanted(Math.min(subtasks, wanted.get().get(id)), now)));
    watched = Optional.of(goesOn);
  }

  /** Whether a decision to hold is no judgement of the present parallelism. */
  private static boolean saysNothing(HoldReason cause) {
    return switch (cause) {
      case UNKNOWN_RATES, UNSTEADY_RATES, NOT_CONFIRMED, EXTENSION_FAILED -> true;
      case FITS, BELOW_THRESHOLD, WITHIN_OBJECTIVE, CATCHING_UP, AT_LIMIT, NO_GAIN, SLOW_SOURCE ->
          false;
    };
  }

  /** What is not larger than a newer wish will never be the largest one. */
  private static void add(Deque<Wanted> all, Wanted newest) {
    while (!all.isEmpty() && all.getLast().subtasks() <= newest.subtasks()) {
      all.removeLast();
    }
    all.addLast(newest);
    while (all.getFirst().counts().isOver()) {
      all.removeFirst();
    }
  }

  /**
   * What may be done now of this wish, which is the decision that was seen last.
   *
   * @param limits tell which operators must have the same parallelism
   */
  KeptSubtasks due(JobSnapshot job, Limits limits, Decision.Rescale wish) {
    return watched
        .filter(known -> known.isOf(job))
        .map(known -> due(known, job, limits, wish))
        .orElseGet(() -> KeptSubtasks.whole(wish));
  }

  private KeptSubtasks due(Watched known, JobSnapshot job, Limits limits, Decision.Rescale wish) {
    Map<OperatorId, Integer> least = new HashMap<>();
    known.wanted().forEach((id, wanted) -> least.put(id, wanted.getFirst().subtasks()));
    if (!known.first().isOver()) {
      least.putAll(known.present());
    }
    Optional<Pause> waits =
        job.graph().vertices().stream()
            .filter(vertex -> wish.parallelism().get(vertex.id()) < vertex.parallelism())
            .map(vertex -> wait(known, vertex))
            .filter(wait -> !wait.isOver())
            .min(Comparator.comparing(ShrinkDelay::left));
    String time = DurationText.of(length);
    String reason =
        waits
            .map(
                first ->
                    "guard-rails.shrink-after: fewer once every decision for %s has wanted fewer, at %s at the earliest"
                        .formatted(time, first.until()))
            .orElse(
                "guard-rails.shrink-after: the most that a decision within %s has wanted"
                    .formatted(time));
    return KeptSubtasks.of(job, limits, wish, least, reason);
  }

  /** The time until subtasks of this operator may be taken, by what is known now. */
  private static Pause wait(Watched known, JobVertex vertex) {
    Wanted largest = known.wanted().get(vertex.id()).getFirst();
    boolean isPresent = largest.subtasks() >= vertex.parallelism();
    return isPresent && left(largest.counts()).compareTo(left(known.first())) > 0
        ? largest.counts()
        : known.first();
  }

  private static Duration left(Pause pause) {
    return pause.begun().leftOf(pause.length());
  }
}
