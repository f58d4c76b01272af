package io.conttune.controller.loop;

import io.conttune.controller.loop.StepOutcome.News;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.DecisionLog;
import io.conttune.core.tuning.DecisionRecord;
import java.util.Optional;

/** Keeps those decisions on one job that say something new. Not thread-safe. */
final class DecisionKeeper {
  private final DecisionLog log;
  private Optional<DecisionRecord> last = Optional.empty();

  DecisionKeeper(DecisionLog log) {
    this.log = log;
  }

  /** Keeps the decision, unless the last one said the same. */
  News keep(DecisionRecord record) {
    if (last.filter(former -> saysTheSame(former, record)).isPresent()) {
      return News.REPEATED;
    }
    log.append(record);
    last = Optional.of(record);
    return News.NEW;
  }

  private static boolean saysTheSame(DecisionRecord former, DecisionRecord now) {
    return former.jobId().equals(now.jobId())
        && former.outcome() == now.outcome()
        && former.guards().equals(now.guards())
        && sameWish(former.decision(), now.decision());
  }

  /** Whether two decisions want the same, on whatever grounds. */
  static boolean sameWish(Decision one, Decision other) {
    if (one instanceof Decision.Hold a && other instanceof Decision.Hold b) {
      return a.cause() == b.cause();
    }
    return one instanceof Decision.Rescale a
        && other instanceof Decision.Rescale b
        && a.step() == b.step()
        && a.parallelism().equals(b.parallelism());
  }
}
