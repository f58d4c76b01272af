package io.conttune.controller.loop;

import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.DecisionRecord;
import java.time.Duration;

/**
 * The time between the steps of a loop.
 *
 * @param poll while the job is measured
 * @param soon while the load has just changed, and the next look tells what is needed
 * @param rescalePoll while a rescale waits for the cluster: every moment of it is downtime
 */
public record Pace(Duration poll, Duration soon, Duration rescalePoll) {
  /** A change of the load is looked at again within this time, however rare polls are. */
  private static final Duration SOON = Duration.ofSeconds(1);

  public Pace {
    if (isNone(poll) || isNone(soon) || isNone(rescalePoll)) {
      throw new IllegalArgumentException(
          "a loop needs time between its steps, but poll is %s, soon %s and rescale poll %s"
              .formatted(poll, soon, rescalePoll));
    }
  }

  /** Always polls at the same pace, whatever the load does. */
  public Pace(Duration poll, Duration rescalePoll) {
    this(poll, poll, rescalePoll);
  }

  /** Looks again after half a poll, or a second if that is less, when the load has changed. */
  public static Pace hurrying(Duration poll, Duration rescalePoll) {
    Duration half = poll.dividedBy(2);
    return new Pace(poll, half.compareTo(SOON) < 0 ? half : SOON, rescalePoll);
  }

  private static boolean isNone(Duration time) {
    return time.isNegative() || time.isZero();
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
      if (outcome.record().outcome() == DecisionRecord.Outcome.STARTED) {
        return Duration.ZERO;
      }
      return outcome.record().decision().match(wanted -> poll, hold -> afterHold(hold.cause()));
    }

    private Duration afterHold(HoldReason cause) {
      return cause == HoldReason.UNSTEADY_RATES ? soon : poll;
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
