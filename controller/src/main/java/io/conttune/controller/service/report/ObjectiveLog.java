package io.conttune.controller.service.report;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.core.objective.KeptObjective;
import io.conttune.core.time.SteadyClock;
import java.util.List;
import java.util.Optional;

/**
 * Tells that a job has not kept its objective: when that begins, and again with growing pauses.
 * {@code objective-kept} closes it. Not thread-safe.
 */
final class ObjectiveLog {
  private final Reminder reminder;

  ObjectiveLog(SteadyClock clock) {
    this.reminder = Reminder.ofWarning(clock);
  }

  /** The events of a step, after which this is known of the objective. */
  List<Event> after(Optional<KeptObjective> objective) {
    return objective.map(this::events).orElse(List.of());
  }

  private List<Event> events(KeptObjective kept) {
    if (!kept.isMissed()) {
      boolean told = reminder.isTold();
      reminder.reset();
      return told ? List.of(event(EventName.OBJECTIVE_KEPT, kept)) : List.of();
    }
    if (!reminder.isDue()) {
      return List.of();
    }
    reminder.told();
    return List.of(event(EventName.OBJECTIVE_MISSED, kept));
  }

  private static Event event(EventName name, KeptObjective kept) {
    return Event.of(name)
        .with("share", kept.objective().share())
        .with("keptShare", kept.share())
        .with("beyondSeconds", kept.beyond().toMillis() / 1000.0)
        .with("lagSeconds", kept.lagSeconds())
        .with("reason", kept.sentence());
  }
}
