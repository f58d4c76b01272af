package io.conttune.controller.service.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.controller.loop.OrderNews;
import io.conttune.core.steering.GivenOrder;
import io.conttune.core.steering.GivenOrders;
import io.conttune.core.steering.KeptOrder;
import io.conttune.core.steering.Order;
import io.conttune.core.steering.OrderEnd;
import io.conttune.core.steering.OrderSequence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OrderLogTest {
  private static final GivenOrder PAUSE =
      GivenOrders.of("WordCount", 1, new Order.Pause(), Duration.ofHours(2));
  private static final GivenOrder PIN = GivenOrders.of("WordCount", 2, new Order.Pin("count", 6));
  private static final OrderEnd EXPIRED = new OrderEnd(OrderEnd.Cause.EXPIRED, "its time is over");

  private final OrderLog log = new OrderLog(new OperatorNames());

  @Test
  void tellsAnOrderOnceWithItsEndByItself() {
    List<Event> first = log.after(inForce(PAUSE));

    assertThat(log.after(inForce(PAUSE))).isEmpty();
    assertThat(first).hasSize(1);
    assertThat(first.get(0).name()).isEqualTo(EventName.ORDER_IN_FORCE);
    assertThat(first.get(0).fields())
        .containsOnly(
            entry("id", PAUSE.id()),
            entry("order", "pause"),
            entry("until", Instant.parse("2026-01-01T02:00:00Z")),
            entry("author", "alice"),
            entry("reason", "release"));
  }

  @Test
  void namesTheParallelismOfAPinAndNoEndIfThereIsNone() {
    assertThat(log.after(inForce(PIN)).get(0).fields())
        .containsEntry("parallelism", Map.of("count", 6))
        .doesNotContainKey("until");
  }

  @Test
  void tellsTheEndOfAnOrder() {
    log.after(inForce(PAUSE));

    List<Event> events =
        log.after(
            new OrderNews(
                OrderSequence.of(List.of()).inForce(),
                List.of(new KeptOrder(PAUSE, Optional.of(EXPIRED)))));

    assertThat(events).extracting(Event::name).containsExactly(EventName.ORDER_ENDED);
    assertThat(events.get(0).fields())
        .containsEntry("end", "EXPIRED")
        .containsEntry("note", "its time is over");
  }

  private static OrderNews inForce(GivenOrder... orders) {
    return new OrderNews(OrderSequence.of(List.of(orders)).inForce(), List.of());
  }
}
