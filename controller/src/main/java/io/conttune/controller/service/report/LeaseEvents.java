package io.conttune.controller.service.report;

import io.conttune.controller.lease.LeaseStatus;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.core.lease.Lease;
import java.util.List;
import java.util.stream.Stream;

/** The events that tell of a change of this controller's right to a job. */
final class LeaseEvents {
  private LeaseEvents() {}

  /** The events of a change that was found between two steps. */
  static List<Event> of(LeaseStatus before, LeaseStatus now) {
    Stream<Event> former =
        before.match(
            alone -> Stream.empty(),
            holding ->
                Stream.of(lost("another controller has taken the lease, or had it for a while")),
            standingBy -> Stream.empty());
    Stream<Event> present =
        now.match(
            alone -> Stream.empty(),
            holding -> Stream.of(of(EventName.LEASE_TAKEN, holding.lease())),
            standingBy -> Stream.of(of(EventName.STANDING_BY, standingBy.other())));
    return Stream.concat(former, present).toList();
  }

  static Event lost(String reason) {
    return Event.of(EventName.LEASE_LOST).with("reason", reason);
  }

  private static Event of(EventName name, Lease lease) {
    return Event.of(name).with("epoch", lease.epoch()).with("holder", lease.holder());
  }
}
