package io.conttune.controller.service.report;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.core.StoreUnavailableException;
import io.conttune.core.time.Begin;
import io.conttune.core.time.SteadyClock;
import java.util.List;
import java.util.Optional;

/**
 * Tells that the store fails, again with growing pauses, and once that it works again. Not
 * thread-safe.
 */
final class StoreLog {
  private final SteadyClock clock;
  private final Reminder reminder;
  private Optional<Begin> failingSince = Optional.empty();
  private String reason = "";

  StoreLog(SteadyClock clock) {
    this.clock = clock;
    this.reminder = Reminder.ofWarning(clock);
  }

  List<Event> failed(StoreUnavailableException e) {
    if (!reason.equals(e.getMessage())) {
      reminder.reset();
    }
    failingSince = failingSince.or(() -> Optional.of(Begin.now(clock)));
    reason = e.getMessage();
    if (!reminder.isDue()) {
      return List.of();
    }
    reminder.told();
    return List.of(
        Event.of(EventName.STORE_FAILED)
            .with("since", failingSince.get().at())
            .with("reason", e.getMessage())
            .because(e));
  }

  List<Event> works() {
    if (failingSince.isEmpty()) {
      return List.of();
    }
    double seconds = failingSince.get().seconds();
    failingSince = Optional.empty();
    reminder.reset();
    return List.of(Event.of(EventName.STORE_BACK).with("awaySeconds", seconds));
  }
}
