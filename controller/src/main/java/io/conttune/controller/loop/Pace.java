package io.conttune.controller.loop;

import io.conttune.core.tuning.DecisionRecord;
import java.time.Duration;

/**
 * The time between the steps of a loop.
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

  /** The time until the step after one with this outcome. */
  public Duration after(StepOutcome outcome) {
    return outcome.accept(new WaitAfter());
  }

  private final class WaitAfter implements StepOutcome.Visitor<Duration> {
    @Override
    public Duration unreachable(StepOutcome.Unreachable outcome) {
      return outcome.rescale().isPresent() ? rescalePoll : poll;
    }

    @Override
    public Duration waiting(StepOutcome.Waiting outcome) {
      return poll;
    }

    @Override
    public Duration changed(StepOutcome.Changed outcome) {
      return poll;
    }

    @Override
    public Duration measuring(StepOutcome.Measuring outcome) {
      return poll;
    }

    @Override
    public Duration misfit(StepOutcome.Misfit outcome) {
      return poll;
    }

    @Override
    public Duration observed(StepOutcome.Observed outcome) {
      return poll;
    }

    @Override
    public Duration decided(StepOutcome.Decided outcome) {
      boolean started = outcome.record().outcome() == DecisionRecord.Outcome.STARTED;
      return started ? Duration.ZERO : poll;
    }

    @Override
    public Duration lateLaunch(StepOutcome.LateLaunch outcome) {
      return rescalePoll;
    }

    @Override
    public Duration rescaling(StepOutcome.Rescaling outcome) {
      boolean moved = !outcome.after().equals(outcome.before());
      boolean ended = outcome.after().stage().isFinal();
      return moved && !ended ? Duration.ZERO : rescalePoll;
    }

    @Override
    public Duration tidied(StepOutcome.Tidied outcome) {
      return Duration.ZERO;
    }
  }
}
