package io.conttune.controller.loop;

import io.conttune.controller.loop.StepOutcome.News;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.DecisionLog;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Records the decisions on one job, and keeps those that say something new. Not thread-safe. */
final class DecisionKeeper {
  private final String jobName;
  private final DecisionLog log;
  private final InstantSource clock;
  private Optional<DecisionRecord> last = Optional.empty();

  DecisionKeeper(String jobName, DecisionLog log, InstantSource clock) {
    this.jobName = jobName;
    this.log = log;
    this.clock = clock;
  }

  /** The record of a decision that is taken now; it is not kept yet. */
  DecisionRecord record(JobSnapshot job, Outcome outcome, List<String> guards, Decision decision) {
    return new DecisionRecord(
        jobName, job.jobId(), clock.instant(), outcome, guards, decision, Optional.empty());
  }

  /** Keeps the decision, unless the last one said the same. One that starts a rescale is new. */
  News keep(DecisionRecord record) {
    if (last.filter(former -> saysTheSame(former, record)).isPresent()) {
      return News.REPEATED;
    }
    log.append(record);
    last = Optional.of(record);
    return News.NEW;
  }

  private static boolean saysTheSame(DecisionRecord former, DecisionRecord now) {
    return now.rescaleId().isEmpty()
        && former.jobId().equals(now.jobId())
        && former.outcome() == now.outcome()
        && former.guards().equals(now.guards())
        && sameWish(former.decision(), now.decision());
  }

  /** True if two decisions ask for the same, for whatever reason. */
  static boolean sameWish(Decision one, Decision other) {
    return wish(one).equals(wish(other));
  }

  private static List<Object> wish(Decision decision) {
    return decision.match(
        rescale -> List.of(rescale.step(), rescale.parallelism()), hold -> List.of(hold.cause()));
  }
}
