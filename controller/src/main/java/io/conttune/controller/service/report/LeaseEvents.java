package io.conttune.controller.service.report;

import io.conttune.controller.lease.LeaseStatus;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.core.lease.Lease;
import java.util.List;
import java.util.stream.Stream;

/** The events that tell of a change of this controller's right to a job. */
final class LeaseEvents {
  private static final String TAKEN =
      "another controller has taken the lease, or had it for a while";

  private LeaseEvents() {}

  /** The events of a change that was found between two steps. */
  static List<Event> of(LeaseStatus before, LeaseStatus now) {
    Stream<Event> former =
        before.match(
            alone -> Stream.empty(),
            holding -> wasLeft(now) ? Stream.empty() : Stream.of(lost(TAKEN)),
            handedOver -> Stream.empty(),
            standingBy -> Stream.empty());
    Stream<Event> present =
        now.match(
            alone -> Stream.empty(),
            holding -> Stream.of(of(EventName.LEASE_TAKEN, holding.lease())),
            handedOver -> Stream.of(handedOver(handedOver.left())),
            standingBy ->
                standingBy.other().stream().map(other -> of(EventName.STANDING_BY, other)));
    return Stream.concat(former, present).toList();
  }

  private static boolean wasLeft(LeaseStatus now) {
    return now.match(alone -> false, holding -> false, handedOver -> true, standingBy -> false);
  }

  private static Event handedOver(Lease left) {
    return Event.of(EventName.LEASE_HANDED_OVER)
        .with("epoch", left.epoch())
        .with("reason", "another controller that serves the job acts on fewer jobs");
  }

  static Event lost(String reason) {
    return Event.of(EventName.LEASE_LOST).with("reason", reason);
  }

  private static Event of(EventName name, Lease lease) {
    return Event.of(name).with("epoch", lease.epoch()).with("holder", lease.holder());
  }
}
