package io.conttune.controller.service.report;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.core.time.Begin;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Tells that Flink does not answer, again with growing pauses and for another reason, and for how
 * long it did not. Not thread-safe.
 */
final class ReachabilityLog {
  private final SteadyClock clock;
  private final ReasonReminder reminder;

  /** The begin of the first request without an answer. */
  private Optional<Begin> begin = Optional.empty();

  ReachabilityLog(SteadyClock clock) {
    this.clock = clock;
    this.reminder = new ReasonReminder(clock);
  }

  /** The events of a step that got no answer, with the time since it began. */
  List<Event> unreachable(StepOutcome.Unreachable outcome, Stopwatch begun) {
    if (begin.isEmpty()) {
      begin = Optional.of(new Begin(clock.instant().minus(begun.age()), begun));
    }
    if (!reminder.isDue(outcome.message())) {
      return List.of();
    }
    reminder.told(outcome.message());
    return List.of(
        Event.of(EventName.FLINK_UNREACHABLE)
            .with("since", begin.get().at())
            .with("reason", outcome.message())
            .with(
                "next",
                outcome.rescale().isPresent()
                    ? "asks again; the rescale goes on once Flink answers"
                    : "asks again; the job is left as it is until Flink answers"));
  }

  /**
   * Flink has answered.
   *
   * @return the seconds for which it did not; empty if it answered the last time as well
   */
  OptionalDouble answered() {
    OptionalDouble away =
        begin.map(Begin::seconds).map(OptionalDouble::of).orElse(OptionalDouble.empty());
    begin = Optional.empty();
    reminder.reset();
    return away;
  }
}
