package io.conttune.controller.service.report;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.controller.loop.OrderNews;
import io.conttune.core.steering.GivenOrder;
import io.conttune.core.steering.KeptOrder;
import io.conttune.core.steering.NamedParallelism;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells each order of a person once when this controller obeys it, and once when it has ended. Not
 * thread-safe.
 */
final class OrderLog {
  private final OperatorNames names;
  private final Set<String> told = new HashSet<>();

  OrderLog(OperatorNames names) {
    this.names = names;
  }

  /** The events after a step. */
  List<Event> after(OrderNews news) {
    List<Event> events = new ArrayList<>();
    news.ended().forEach(kept -> events.addAll(ended(kept)));
    for (GivenOrder given : news.inForce().all()) {
      if (told.add(given.id())) {
        events.add(inForce(given));
      }
    }
    return events;
  }

  private Event inForce(GivenOrder given) {
    Event event = of(EventName.ORDER_IN_FORCE, given);
    return given
        .until()
        .map(until -> event.with("until", until))
        .orElse(event)
        .with("author", given.author())
        .with("reason", given.reason());
  }

  private List<Event> ended(KeptOrder kept) {
    told.remove(kept.given().id());
    return kept.end().stream()
        .map(
            end ->
                of(EventName.ORDER_ENDED, kept.given())
                    .with("end", end.cause().name())
                    .with("note", end.note())
                    .with("author", kept.given().author())
                    .with("reason", kept.given().reason()))
        .toList();
  }

  private Event of(EventName name, GivenOrder given) {
    Event event = Event.of(name).with("id", given.id()).with("order", given.order().word());
    Map<String, Integer> parallelism = given.order().accept(new NamedParallelism(names::named));
    return parallelism.isEmpty() ? event : event.with("parallelism", parallelism);
  }
}
