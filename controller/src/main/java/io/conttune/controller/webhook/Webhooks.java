package io.conttune.controller.webhook;

import io.conttune.controller.config.WebhookConfig;
import io.conttune.controller.http.EventSource;
import io.conttune.controller.log.EventLog;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The webhooks of a service. They may be changed while it runs. Safe for several threads. */
public final class Webhooks implements AutoCloseable {
  /** The time in which the last events may still be sent. */
  private static final Duration LAST = Duration.ofSeconds(2);

  private final EventSource events;
  private final EventLog log;
  private final SteadyClock clock;
  private final Map<String, Running> running = new LinkedHashMap<>();

  /** A webhook at work, with what it was made of. */
  private record Running(WebhookConfig config, Webhook webhook) {}

  /**
   * No webhooks yet.
   *
   * @param events that are sent
   * @param log is told where an address fails
   */
  public Webhooks(EventSource events, EventLog log, SteadyClock clock) {
    this.events = events;
    this.log = log;
    this.clock = clock;
  }

  /**
   * From now on there are these webhooks and no others. One that stays the same goes on. One that
   * has other settings takes over what the former one of its name has not sent.
   */
  public synchronized void take(Map<String, WebhookConfig> wanted) {
    List<Webhook> leaving = new ArrayList<>();
    for (Map.Entry<String, Running> each : List.copyOf(running.entrySet())) {
      String name = each.getKey();
      Webhook former = each.getValue().webhook();
      if (!wanted.containsKey(name)) {
        running.remove(name);
        leaving.add(former);
      } else if (!each.getValue().config().equals(wanted.get(name))) {
        running.put(name, begun(name, wanted.get(name), former.handOver()));
      }
    }
    wanted.forEach(
        (name, config) ->
            running.computeIfAbsent(name, any -> begun(name, config, Progress.now(events))));
    end(leaving);
  }

  private Running begun(String name, WebhookConfig config, Progress begin) {
    Webhook webhook = new Webhook(name, config, events, log, begin, Backoff.USUAL, clock);
    webhook.start();
    return new Running(config, webhook);
  }

  /** Sends what has happened until now, for a short time, and ends. */
  @Override
  public synchronized void close() {
    end(running.values().stream().map(Running::webhook).toList());
    running.clear();
  }

  /** Ends these side by side, so that many dead addresses take no longer than one. */
  private void end(List<Webhook> leaving) {
    leaving.forEach(Webhook::beginClosing);
    Stopwatch begun = Stopwatch.start(clock);
    leaving.forEach(webhook -> webhook.end(begun.leftOf(LAST)));
  }
}
