package io.conttune.controller.webhook;

import io.conttune.controller.config.WebhookConfig;
import io.conttune.controller.http.EventSource;
import io.conttune.controller.http.ServerSentEvent;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventLog;
import io.conttune.controller.log.EventName;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Sends the events that one address wants, in their order, until it is closed. An event that is not
 * taken is sent again; then it is given up, and the next one is sent. It runs in a thread of its
 * own.
 */
final class Webhook implements Runnable, AutoCloseable {
  /** The time in which the last events of a service that ends may still be sent. */
  private static final Duration LAST = Duration.ofSeconds(2);

  private static final Duration PATIENCE = Duration.ofMillis(500);

  /** A failure to send them must not be sent to the same address. */
  private static final Set<EventName> OWN =
      Set.of(EventName.WEBHOOK_FAILED, EventName.WEBHOOK_BACK);

  private final String name;
  private final WebhookConfig config;
  private final Set<String> wanted;
  private final EventSource events;
  private final EventLog log;
  private final WebhookRequest request;
  private final Backoff backoff;
  private final SteadyClock clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  /** The id of the event that was looked at last. */
  private long last;

  private long lost;
  private boolean isTold;

  /** A webhook that sends what happens from now on, once it is started. */
  Webhook(
      String name,
      WebhookConfig config,
      EventSource events,
      EventLog log,
      Backoff backoff,
      SteadyClock clock) {
    this.name = name;
    this.config = config;
    this.wanted =
        Arrays.stream(EventName.values())
            .filter(config::wants)
            .filter(event -> !OWN.contains(event))
            .map(EventName::text)
            .collect(Collectors.toSet());
    this.events = events;
    this.log = log;
    this.request = new WebhookRequest(config);
    this.backoff = backoff;
    this.clock = clock;
    this.last = events.newest();
    this.thread = new Thread(this, "webhook-" + name);
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  @Override
  public void run() {
    try {
      boolean goesOn = true;
      while (goesOn) {
        boolean isClosing = closing.getCount() == 0;
        Optional<ServerSentEvent> next = events.after(last, isClosing ? Duration.ZERO : PATIENCE);
        if (next.isPresent()) {
          take(next.get());
        }
        goesOn = next.isPresent() || !isClosing;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(ServerSentEvent event) throws InterruptedException {
    if (event.id() > last + 1) {
      // The source keeps only the newest ones, and this address was too slow.
      lost(event.id() - last - 1, "it is slower than events happen");
    }
    last = event.id();
    if (wanted.contains(event.name())) {
      deliver(event.data());
    }
  }

  private void deliver(String json) throws InterruptedException {
    Stopwatch begun = Stopwatch.start(clock);
    Duration wait = backoff.first();
    Delivery delivery = request.send(json);
    while (delivery.mayBeTakenLater()
        && !begun.hasRunFor(config.giveUpAfter())
        && !closing.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
      wait = backoff.after(wait);
      delivery = request.send(json);
    }
    delivery.failure().ifPresentOrElse(reason -> lost(1, reason), this::taken);
  }

  private void lost(long number, String reason) {
    lost += number;
    if (!isTold) {
      isTold = true;
      log.log(
          Event.of(EventName.WEBHOOK_FAILED)
              .with("webhook", name)
              .with("reason", reason)
              .with("next", "this event is not sent again; the next one is"));
    }
  }

  private void taken() {
    if (isTold) {
      log.log(Event.of(EventName.WEBHOOK_BACK).with("webhook", name).with("lostEvents", lost));
      isTold = false;
      lost = 0;
    }
  }

  /** Sends what has happened until now, for a short time, and ends. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(LAST.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }
}
