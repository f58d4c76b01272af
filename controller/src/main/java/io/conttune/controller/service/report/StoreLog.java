package io.conttune.controller.service.report;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.core.StoreUnavailableException;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import java.util.List;
import java.util.Optional;

/** Tells once that the store fails, and once that it works again. Not thread-safe. */
final class StoreLog {
  private final SteadyClock clock;
  private Optional<Stopwatch> failingSince = Optional.empty();
  private String reason = "";

  StoreLog(SteadyClock clock) {
    this.clock = clock;
  }

  List<Event> failed(StoreUnavailableException e) {
    boolean told = failingSince.isPresent() && reason.equals(e.getMessage());
    failingSince = failingSince.or(() -> Optional.of(Stopwatch.start(clock)));
    reason = e.getMessage();
    return told
        ? List.of()
        : List.of(Event.of(EventName.STORE_FAILED).with("reason", e.getMessage()).because(e));
  }

  List<Event> works() {
    if (failingSince.isEmpty()) {
      return List.of();
    }
    double seconds = failingSince.get().age().toMillis() / 1000.0;
    failingSince = Optional.empty();
    return List.of(Event.of(EventName.STORE_BACK).with("awaySeconds", seconds));
  }
}
