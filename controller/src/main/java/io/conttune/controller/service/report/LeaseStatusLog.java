package io.conttune.controller.service.report;

import io.conttune.controller.lease.LeaseStatus;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventLog;
import io.conttune.controller.log.EventName;
import java.util.Optional;

/** Logs each change of how this controller stands to a job. Not thread-safe. */
public final class LeaseStatusLog {
  private final EventLog log;
  private LeaseStatus last = new LeaseStatus.Alone();

  public LeaseStatusLog(EventLog log) {
    this.log = log;
  }

  /** What has become of a standing since it was last told. */
  public enum Change {
    NONE,
    /** The controller stands by, or may act, which it could not before. */
    NEW,
    /** A lease that it had is another one's, or was for a while. */
    LOST
  }

  /** Logs this standing if it differs from the last one. */
  public Change log(LeaseStatus now) {
    LeaseStatus before = last;
    last = now;
    if (now.equals(before)) {
      return Change.NONE;
    }
    boolean lost = before instanceof LeaseStatus.Holding;
    if (lost) {
      log.log(
          Event.of(EventName.LEASE_LOST)
              .with("reason", "another controller has taken the lease, or had it for a while"));
    }
    event(now).ifPresent(log::log);
    return lost ? Change.LOST : Change.NEW;
  }

  /** Logs that the lease was lost within a step. */
  public void lost(String reason) {
    last = new LeaseStatus.Alone();
    log.log(Event.of(EventName.LEASE_LOST).with("reason", reason));
  }

  private static Optional<Event> event(LeaseStatus standing) {
    if (standing instanceof LeaseStatus.Holding holding) {
      return Optional.of(
          Event.of(EventName.LEASE_TAKEN)
              .with("epoch", holding.lease().epoch())
              .with("holder", holding.lease().holder()));
    }
    if (standing instanceof LeaseStatus.StandingBy by) {
      return Optional.of(
          Event.of(EventName.STANDING_BY)
              .with("epoch", by.other().epoch())
              .with("holder", by.other().holder()));
    }
    return Optional.empty();
  }
}
