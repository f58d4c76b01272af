package io.conttune.controller.webhook;

import io.conttune.controller.config.WebhookConfig;
import io.conttune.controller.http.EventSource;
import io.conttune.controller.log.EventLog;
import io.conttune.core.time.SteadyClock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The webhooks of a service. They may be changed while it runs. Safe for several threads. */
public final class Webhooks implements AutoCloseable {
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

  /** From now on there are these webhooks and no others; one that stays the same goes on. */
  public synchronized void take(Map<String, WebhookConfig> wanted) {
    for (Map.Entry<String, Running> each : List.copyOf(running.entrySet())) {
      if (!each.getValue().config().equals(wanted.get(each.getKey()))) {
        running.remove(each.getKey()).webhook().close();
      }
    }
    wanted.forEach(
        (name, config) ->
            running.computeIfAbsent(name, any -> new Running(config, begun(name, config))));
  }

  private Webhook begun(String name, WebhookConfig config) {
    Webhook webhook = new Webhook(name, config, events, log, Backoff.USUAL, clock);
    webhook.start();
    return webhook;
  }

  /** Sends what has happened until now, for a short time, and ends. */
  @Override
  public synchronized void close() {
    running.values().forEach(each -> each.webhook().close());
    running.clear();
  }
}
