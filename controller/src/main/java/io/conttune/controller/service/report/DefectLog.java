package io.conttune.controller.service.report;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.core.time.Begin;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells that steps of a job's loop end in a defect of the controller, again with growing pauses,
 * and once that they no longer do. An error that ends the process is told always. Not thread-safe.
 */
final class DefectLog {
  /** The time without a defect after which it is over. A defect may come at every second step. */
  static final Duration QUIET = Duration.ofMinutes(1);

  private final SteadyClock clock;
  private final Reminder reminder;
  private Optional<Begin> begin = Optional.empty();
  private Optional<Stopwatch> newest = Optional.empty();
  private Optional<Origin> origin = Optional.empty();
  private long errors;

  DefectLog(SteadyClock clock) {
    this.clock = clock;
    this.reminder = Reminder.ofWarning(clock);
  }

  /** The origin of a defect. Its message may say something else each time. */
  private record Origin(Class<?> type, Optional<StackTraceElement> thrownAt) {
    static Origin of(Throwable defect) {
      return new Origin(defect.getClass(), Stream.of(defect.getStackTrace()).findFirst());
    }
  }

  /** The events of a step that ended in this defect. */
  List<Event> met(Throwable defect) {
    Optional<Origin> now = Optional.of(Origin.of(defect));
    if (!Objects.equals(now, origin) || defect instanceof Error) {
      reminder.reset();
    }
    origin = now;
    begin = begin.or(() -> Optional.of(Begin.now(clock)));
    newest = Optional.of(Stopwatch.start(clock));
    errors++;
    if (!reminder.isDue()) {
      return List.of();
    }
    reminder.told();
    return List.of(
        Event.of(EventName.INTERNAL_ERROR)
            .with("reason", defect.toString())
            .with("errors", errors)
            .with("since", begin.get().at())
            .because(defect));
  }

  /** The events of a step that came to its end. */
  List<Event> stepped() {
    if (newest.filter(last -> last.hasRunFor(QUIET)).isEmpty()) {
      return List.of();
    }
    Event over =
        Event.of(EventName.INTERNAL_ERROR_OVER)
            .with("errors", errors)
            .with("errorSeconds", begin.map(Begin::seconds).orElse(0.0));
    reminder.reset();
    begin = Optional.empty();
    newest = Optional.empty();
    origin = Optional.empty();
    errors = 0;
    return List.of(over);
  }
}
