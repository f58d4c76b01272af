package io.conttune.controller.service.report;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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

  private final InstantSource clock;
  private final Reminder reminder = new Reminder(Duration.ofMinutes(5), Duration.ofHours(1));
  private Optional<Instant> since = Optional.empty();
  private String reason = "";

  UnmeasuredLog(InstantSource clock) {
    this.clock = clock;
  }

  /** The events of a look at a job that cannot be measured for this reason. */
  List<Event> unmeasured(String now) {
    Instant instant = clock.instant();
    if (!now.equals(reason) || since.isEmpty()) {
      reason = now;
      since = Optional.of(instant);
      return List.of();
    }
    boolean lasts = !instant.isBefore(since.get().plus(PATIENCE));
    if (!lasts || !reminder.isDue(instant)) {
      return List.of();
    }
    reminder.told(instant);
    return List.of(
        Event.of(EventName.JOB_UNMEASURED)
            .with("since", since.get())
            .with("unmeasuredSeconds", seconds(instant))
            .with("reason", reason));
  }

  /** The events of a look at a job that was measured. */
  List<Event> measured() {
    List<Event> events =
        reminder.isTold()
            ? List.of(
                Event.of(EventName.JOB_MEASURED)
                    .with("unmeasuredSeconds", seconds(clock.instant())))
            : List.of();
    reminder.reset();
    since = Optional.empty();
    return events;
  }

  private double seconds(Instant now) {
    return Duration.between(since.orElse(now), now).toMillis() / 1000.0;
  }
}
