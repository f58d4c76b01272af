package io.conttune.controller.loop;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.ShrinkVetoes;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Limits;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Asks what speaks against taking subtasks away, and remembers the answer for a while so as not to
 * ask the cluster each step. Not thread-safe.
 */
final class KnownVetoes {
  private final ShrinkVetoes vetoes;
  private final Duration fresh;
  private final SteadyClock clock;
  private Optional<Known> known = Optional.empty();

  /**
   * Knows no answer yet.
   *
   * @param fresh the time for which an answer counts
   */
  KnownVetoes(ShrinkVetoes vetoes, Duration fresh, SteadyClock clock) {
    this.vetoes = vetoes;
    this.fresh = fresh;
    this.clock = clock;
  }

  private record Known(
      String jobId, Map<OperatorId, Integer> wanted, ShrinkVetoes.Answer answer, Pause counts) {}

  /** What may be done of this wish, with a note of what Flink does not tell. */
  KeptSubtasks unvetoed(JobSnapshot job, Limits limits, Decision.Rescale wish)
      throws FlinkUnavailableException {
    Map<OperatorId, Integer> present = job.graph().parallelism();
    Map<OperatorId, Integer> wanted = wish.parallelism();
    if (present.entrySet().stream().noneMatch(now -> wanted.get(now.getKey()) < now.getValue())) {
      return KeptSubtasks.whole(wish);
    }
    ShrinkVetoes.Answer answer = answer(job, wanted);
    Map<OperatorId, Integer> least = new HashMap<>();
    for (ShrinkVetoes.Veto veto : answer.vetoes()) {
      veto.operator()
          .ifPresentOrElse(id -> least.put(id, present.get(id)), () -> least.putAll(present));
    }
    String reason =
        answer.vetoes().stream().map(ShrinkVetoes.Veto::sentence).collect(Collectors.joining("; "));
    return KeptSubtasks.of(job, limits, wish.noting(answer.untold()), least, reason);
  }

  private ShrinkVetoes.Answer answer(JobSnapshot job, Map<OperatorId, Integer> wanted)
      throws FlinkUnavailableException {
    Optional<Known> still =
        known
            .filter(last -> last.jobId().equals(job.jobId()) && last.wanted().equals(wanted))
            .filter(last -> !last.counts().isOver());
    if (still.isPresent()) {
      return still.get().answer();
    }
    ShrinkVetoes.Answer answer = vetoes.against(job, wanted);
    known = Optional.of(new Known(job.jobId(), wanted, answer, Pause.of(fresh, clock)));
    return answer;
  }
}
