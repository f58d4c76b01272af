package io.conttune.controller.loop;

import io.conttune.core.tuning.DecisionRecord;
import java.time.Duration;

/**
 * How soon a loop steps again.
 *
 * @param poll while the job is measured
 * @param rescalePoll while a rescale waits for the cluster: every moment of it is downtime
 */
public record Pace(Duration poll, Duration rescalePoll) {
  public Pace {
    if (poll.isNegative() || poll.isZero() || rescalePoll.isNegative() || rescalePoll.isZero()) {
      throw new IllegalArgumentException(
          "a loop needs time between its steps, but poll is %s and rescale poll is %s"
              .formatted(poll, rescalePoll));
    }
  }

  /** The time until the step after one that came to this. */
  public Duration after(StepOutcome outcome) {
    if (outcome instanceof StepOutcome.Rescaling rescaling) {
      boolean moved = !rescaling.after().equals(rescaling.before());
      boolean ended = rescaling.after().stage().isFinal();
      return moved && !ended ? Duration.ZERO : rescalePoll;
    }
    if (outcome instanceof StepOutcome.StrayCancelled) {
      return rescalePoll;
    }
    if (outcome instanceof StepOutcome.Unreachable away) {
      return away.rescale().isPresent() ? rescalePoll : poll;
    }
    if (outcome instanceof StepOutcome.Tidied) {
      return Duration.ZERO;
    }
    boolean started =
        outcome instanceof StepOutcome.Decided decided
            && decided.record().outcome() == DecisionRecord.Outcome.STARTED;
    return started ? Duration.ZERO : poll;
  }
}
