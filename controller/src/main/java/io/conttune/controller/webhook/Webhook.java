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
final class Webhook implements Runnable {
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final String name;
  private final WebhookConfig config;
  private final Set<String> wanted;
  private final EventSource events;
  private final EventLog log;
  private final Receiver receiver;
  private final Backoff backoff;
  private final SteadyClock clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  /** As it was after the last event, and not while the next one is sent. */
  private volatile Progress done;

  private long lost;
  private boolean isTold;

  /** A webhook that sends what has happened after this, once it is started. */
  Webhook(
      String name,
      WebhookConfig config,
      EventSource events,
      EventLog log,
      Progress begin,
      Backoff backoff,
      SteadyClock clock) {
    this.name = name;
    this.config = config;
    this.wanted =
        Arrays.stream(EventName.values())
            .filter(config::wants)
            .map(EventName::text)
            .collect(Collectors.toSet());
    this.events = events;
    this.log = log;
    this.receiver = Receiver.of(config);
    this.backoff = backoff;
    this.clock = clock;
    this.done = begin;
    this.lost = begin.lost();
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
        Optional<ServerSentEvent> next =
            events.after(done.last(), isClosing ? Duration.ZERO : PATIENCE);
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
    long missing = event.id() - done.last() - 1;
    if (missing > 0) {
      // The source keeps only the newest ones, and this address was too slow.
      lost(missing, "it is slower than events happen");
    }
    if (wanted.contains(event.name())) {
      deliver(event.data());
    }
    done = new Progress(event.id(), lost);
  }

  private void deliver(String json) throws InterruptedException {
    Stopwatch begun = Stopwatch.start(clock);
    Duration wait = backoff.first();
    Delivery delivery = receiver.send(json);
    while (delivery.mayBeTakenLater()
        && !begun.hasRunFor(config.giveUpAfter())
        && !closing.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
      wait = backoff.after(wait);
      delivery = receiver.send(json);
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
    if (lost > 0) {
      log.log(Event.of(EventName.WEBHOOK_BACK).with("webhook", name).with("lostEvents", lost));
      isTold = false;
      lost = 0;
    }
  }

  /** Ends once what has happened until now is sent, or given up. */
  void beginClosing() {
    closing.countDown();
  }

  /** Ends, after this time even if not everything is sent. */
  void end(Duration patience) {
    awaitEnd(patience);
    thread.interrupt();
  }

  /**
   * Ends at once.
   *
   * @return how far it has come; the event that it was about to send is not done
   */
  Progress handOver() {
    thread.interrupt();
    awaitEnd(PATIENCE);
    return done;
  }

  private void awaitEnd(Duration patience) {
    try {
      // Of 0 ms it would wait for ever.
      thread.join(Math.max(1, patience.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
