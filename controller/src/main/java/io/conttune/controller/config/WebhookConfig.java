package io.conttune.controller.config;

import io.conttune.controller.config.setting.Durations;
import io.conttune.controller.config.setting.Fields;
import io.conttune.controller.config.setting.Mismatch;
import io.conttune.controller.config.setting.Scalars;
import io.conttune.controller.config.setting.Section;
import io.conttune.controller.config.setting.Setting;
import io.conttune.controller.config.setting.ValueType;
import io.conttune.controller.log.EventName;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * An address to which events are sent.
 *
 * @param url the address; it may be a secret, as that of a chat room is; empty if an extension
 *     takes the events
 * @param extension a sink of the user's; empty if an address takes the events
 * @param events those that are sent; empty for all of the levels WARN and ERROR
 * @param headers of each request, by name
 * @param timeout the longest time that one request may take, at least 200 ms
 * @param giveUpAfter the time for which an event is sent again and again, at least 200 ms
 */
public record WebhookConfig(
    Optional<Secret> url,
    Optional<ExtensionConfig> extension,
    List<EventName> events,
    Map<String, Secret> headers,
    Duration timeout,
    Duration giveUpAfter) {
  /** That a webhook fails must not be sent to the same address. */
  private static final Set<EventName> OF_WEBHOOKS =
      Set.of(EventName.WEBHOOK_FAILED, EventName.WEBHOOK_BACK);

  private static final Setting<List<EventName>> EVENTS =
      Setting.of(
          "events",
          ValueType.listOf(
              Scalars.choice(EventName.class)
                  .withRange("name of an event")
                  .map(WebhookConfig::sendable, event -> event)),
          List.of(),
          "Names of the [events](events.md) that are sent. Without it: all of the levels WARN and"
              + " ERROR.");
  private static final Setting<Duration> TIMEOUT =
      Setting.of(
          "timeout",
          Durations.from(Durations.SHORTEST),
          Duration.ofSeconds(5),
          "Longest time that one request may take.");
  private static final Setting<Duration> GIVE_UP_AFTER =
      Setting.of(
          "give-up-after",
          Durations.from(Durations.SHORTEST),
          Duration.ofMinutes(10),
          "Time for which an event that was not taken is sent again.");

  public WebhookConfig {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(extension, "extension");
    events = List.copyOf(events);
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    TIMEOUT.require(timeout);
    GIVE_UP_AFTER.require(giveUpAfter);
  }

  private static EventName sendable(EventName event) throws Mismatch {
    if (OF_WEBHOOKS.contains(event)) {
      throw new Mismatch("is never sent to a webhook, expected another event");
    }
    return event;
  }

  static Section<WebhookConfig> section(FileContext context) {
    return new Section<>(fields -> bind(fields, context));
  }

  private static WebhookConfig bind(Fields<WebhookConfig> fields, FileContext context) {
    Setting<Optional<Secret>> urlKey =
        Setting.optional(
            "url",
            context.urlOrReference(),
            "Address to which each event is sent, or a [reference](#secrets) to it.");
    Optional<Secret> url = fields.value(urlKey, WebhookConfig::url);
    Optional<ExtensionConfig> extension =
        fields.part(
            part -> ExtensionConfig.SINK.bindOptional(part, "url"), WebhookConfig::extension);
    fields.holds(
        url.isEmpty() || extension.isEmpty(),
        "stands beside extension, expected one of them",
        urlKey);
    fields.holds(
        url.isPresent() || extension.isPresent(),
        "is missing, expected the URL to which events are sent, a reference to it, or an extension",
        urlKey);
    Setting<Map<String, Secret>> headersKey = headers(context);
    Map<String, Secret> headers = fields.value(headersKey, WebhookConfig::headers);
    fields.holds(
        url.isPresent() || headers.isEmpty(), "has no effect without url", headersKey, urlKey);
    return new WebhookConfig(
        url,
        extension,
        fields.value(EVENTS, WebhookConfig::events),
        headers,
        fields.value(TIMEOUT, WebhookConfig::timeout),
        fields.value(GIVE_UP_AFTER, WebhookConfig::giveUpAfter));
  }

  /** Headers whose values are secrets. */
  static Setting<Map<String, Secret>> headers(FileContext context) {
    return Setting.of(
        "headers",
        ValueType.mapOf(HeaderName::checked, context.secret()),
        Map.of(),
        "Headers of each request, as [references](#secrets), such as one that shows who sends it.");
  }

  /** Whether this event is sent. */
  public boolean wants(EventName event) {
    return !OF_WEBHOOKS.contains(event)
        && (events.isEmpty() ? event.isTrouble() : events.contains(event));
  }
}
