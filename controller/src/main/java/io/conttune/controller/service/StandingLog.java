package io.conttune.controller.service;

import io.conttune.controller.lease.Standing;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventLog;
import io.conttune.controller.log.EventName;
import java.util.Optional;

/** Logs each change of how this controller stands to a job. Not thread-safe. */
final class StandingLog {
  private final EventLog log;
  private Standing last = new Standing.Alone();

  StandingLog(EventLog log) {
    this.log = log;
  }

  /** What has become of a standing since it was last told. */
  enum Change {
    NONE,
    /** The controller stands by, or may act, which it could not before. */
    NEW,
    /** A lease that it had is another one's, or was for a while. */
    LOST
  }

  /** Logs this standing if it differs from the last one. */
  Change log(Standing now) {
    Standing before = last;
    last = now;
    if (now.equals(before)) {
      return Change.NONE;
    }
    boolean lost = before instanceof Standing.Holding;
    if (lost) {
      log.log(
          Event.of(EventName.LEASE_LOST)
              .with("reason", "another controller has taken the lease, or had it for a while"));
    }
    event(now).ifPresent(log::log);
    return lost ? Change.LOST : Change.NEW;
  }

  /** Logs that the lease was lost within a step. */
  void lost(String reason) {
    last = new Standing.Alone();
    log.log(Event.of(EventName.LEASE_LOST).with("reason", reason));
  }

  private static Optional<Event> event(Standing standing) {
    if (standing instanceof Standing.Holding holding) {
      return Optional.of(
          Event.of(EventName.LEASE_TAKEN)
              .with("epoch", holding.lease().epoch())
              .with("holder", holding.lease().holder()));
    }
    if (standing instanceof Standing.StandingBy by) {
      return Optional.of(
          Event.of(EventName.STANDING_BY)
              .with("epoch", by.other().epoch())
              .with("holder", by.other().holder()));
    }
    return Optional.empty();
  }
}
