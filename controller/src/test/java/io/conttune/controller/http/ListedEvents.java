package io.conttune.controller.http;

import io.conttune.core.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The events that a test adds. Where one would wait, the clock goes on instead. */
final class ListedEvents implements EventSource {
  private final List<ServerSentEvent> events = new CopyOnWriteArrayList<>();
  private final SettableClock clock;
  private Optional<ServerSentEvent> awaited = Optional.empty();

  ListedEvents(SettableClock clock) {
    this.clock = clock;
  }

  void add(String name, String data) {
    events.add(new ServerSentEvent(events.size() + 1L, name, data));
  }

  /** This event happens when somebody waits for one. */
  void addOnWait(String name, String data) {
    awaited = Optional.of(new ServerSentEvent(events.size() + 1L, name, data));
  }

  @Override
  public long newest() {
    return events.size();
  }

  @Override
  public Optional<ServerSentEvent> after(long id, Duration patience) {
    Optional<ServerSentEvent> next = events.stream().filter(event -> event.id() > id).findFirst();
    if (next.isEmpty() && awaited.isPresent()) {
      events.add(awaited.get());
      awaited = Optional.empty();
      return after(id, patience);
    }
    if (next.isEmpty()) {
      clock.advance(patience);
    }
    return next;
  }
}
