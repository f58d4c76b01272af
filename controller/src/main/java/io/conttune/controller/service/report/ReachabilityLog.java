package io.conttune.controller.service.report;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.controller.loop.StepOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Tells that Flink does not answer, again with growing pauses, and for how long it did not. Not
 * thread-safe.
 */
final class ReachabilityLog {
  private final InstantSource clock;
  private final Reminder reminder = new Reminder(Duration.ofMinutes(5), Duration.ofHours(1));
  private Optional<Instant> since = Optional.empty();

  ReachabilityLog(InstantSource clock) {
    this.clock = clock;
  }

  /** The events of a step that began at this time and got no answer. */
  List<Event> unreachable(StepOutcome.Unreachable outcome, Instant begun) {
    since = since.or(() -> Optional.of(begun));
    Instant now = clock.instant();
    if (!reminder.isDue(now)) {
      return List.of();
    }
    reminder.told(now);
    return List.of(
        Event.of(EventName.FLINK_UNREACHABLE)
            .with("since", since.get())
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
        since
            .map(begin -> Duration.between(begin, clock.instant()).toMillis() / 1000.0)
            .map(OptionalDouble::of)
            .orElse(OptionalDouble.empty());
    since = Optional.empty();
    reminder.reset();
    return away;
  }
}
