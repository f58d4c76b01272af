package io.conttune.controller.service.report;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventLog;
import io.conttune.controller.log.EventName;
import io.conttune.core.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Logs once that the store fails, and once that it works again. Not thread-safe. */
public final class StoreLog {
  private final EventLog log;
  private final InstantSource clock;
  private Optional<Instant> failingSince = Optional.empty();
  private String reason = "";

  public StoreLog(EventLog log, InstantSource clock) {
    this.log = log;
    this.clock = clock;
  }

  public void failed(StoreUnavailableException e) {
    if (failingSince.isEmpty() || !reason.equals(e.getMessage())) {
      log.log(Event.of(EventName.STORE_FAILED).with("reason", e.getMessage()).because(e));
    }
    failingSince = failingSince.or(() -> Optional.of(clock.instant()));
    reason = e.getMessage();
  }

  public void works() {
    if (failingSince.isPresent()) {
      double seconds = Duration.between(failingSince.get(), clock.instant()).toMillis() / 1000.0;
      log.log(Event.of(EventName.STORE_BACK).with("awaySeconds", seconds));
      failingSince = Optional.empty();
    }
  }
}
