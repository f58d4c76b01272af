package io.conttune.controller.api;

import io.conttune.controller.api.document.ApiJson;
import io.conttune.controller.http.EventSource;
import io.conttune.controller.http.ServerSentEvent;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.event.Level;

/**
 * Hands the events of the log on to the clients that listen. Keeps the newest ones, so that a
 * client that has lost its connection misses nothing. Safe for several threads; whoever logs never
 * waits for a client.
 */
public final class EventFeed implements EventLog, EventSource {
  private static final int KEPT = 1000;

  private final EventLog log;
  private final InstantSource clock;
  private final Lock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final Deque<ServerSentEvent> events = new ArrayDeque<>();

  /** Begins with the time, so that ids grow when the service is started again. */
  private long newest;

  /** A feed of what is logged to it, and through it to this log. */
  public EventFeed(EventLog log, InstantSource clock) {
    this.log = log;
    this.clock = clock;
    this.newest = clock.millis();
  }

  @Override
  public void log(Event event) {
    log.log(event);
    if (event.name().level().toInt() >= Level.INFO.toInt()) {
      publish(event);
    }
  }

  private void publish(Event event) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("time", clock.instant());
    data.put("event", event.name().text());
    data.putAll(event.fields());
    String json = ApiJson.write(data);
    lock.lock();
    try {
      newest++;
      events.addLast(new ServerSentEvent(newest, event.name().text(), json));
      if (events.size() > KEPT) {
        events.removeFirst();
      }
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long newest() {
    lock.lock();
    try {
      return newest;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<ServerSentEvent> after(long id, Duration patience) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = patience.toNanos();
      Optional<ServerSentEvent> next = kept(id);
      while (next.isEmpty() && left > 0) {
        left = more.awaitNanos(left);
        next = kept(id);
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  private Optional<ServerSentEvent> kept(long id) {
    return events.stream().filter(event -> event.id() > id).findFirst();
  }
}
