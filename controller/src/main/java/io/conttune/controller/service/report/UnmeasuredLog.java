package io.conttune.controller.service.report;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.core.time.Begin;
import io.conttune.core.time.SteadyClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Tells that a job cannot be measured, and so is not tuned, when that lasts for one and the same
 * reason. A window that fills or warms up says something else at each look. It is told again with
 * growing pauses, and {@code job-measured} closes it. Not thread-safe.
 */
final class UnmeasuredLog {
  /** The time in which Flink's metrics may become complete. */
  static final Duration PATIENCE = Duration.ofMinutes(1);

  private final SteadyClock clock;
  private final Reminder reminder;
  private Optional<Begin> begin = Optional.empty();
  private Optional<Begin> told = Optional.empty();
  private String reason = "";

  UnmeasuredLog(SteadyClock clock) {
    this.clock = clock;
    this.reminder = Reminder.ofWarning(clock);
  }

  /** The events of a look at a job that cannot be measured for this reason. */
  List<Event> unmeasured(String now) {
    if (!now.equals(reason) || begin.isEmpty()) {
      reason = now;
      begin = Optional.of(Begin.now(clock));
      return List.of();
    }
    if (!begin.get().passed().hasRunFor(PATIENCE) || !reminder.isDue()) {
      return List.of();
    }
    reminder.told();
    told = told.or(() -> begin);
    return List.of(
        Event.of(EventName.JOB_UNMEASURED)
            .with("since", begin.get().at())
            .with("unmeasuredSeconds", begin.get().seconds())
            .with("reason", reason));
  }

  /** The events of a look at a job that was measured. */
  List<Event> measured() {
    List<Event> events =
        reminder.isTold()
            ? List.of(
                Event.of(EventName.JOB_MEASURED)
                    .with("unmeasuredSeconds", told.map(Begin::seconds).orElse(0.0)))
            : List.of();
    reminder.reset();
    told = Optional.empty();
    begin = Optional.empty();
    return events;
  }
}
