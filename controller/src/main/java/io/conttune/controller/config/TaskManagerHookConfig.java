package io.conttune.controller.config;

import io.conttune.controller.config.setting.Durations;
import io.conttune.controller.config.setting.Fields;
import io.conttune.controller.config.setting.Scalars;
import io.conttune.controller.config.setting.Section;
import io.conttune.controller.config.setting.Setting;
import io.conttune.controller.config.setting.ValueType;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A program of the user's that is told how many TaskManagers a cluster needs.
 *
 * @param flink address of the cluster, the first one in the files of its jobs
 * @param url of a server that is told; empty if a command is
 * @param headers of each request to the server, by name
 * @param command the program with its arguments; empty if a server is told
 * @param timeout the longest time that it may take, at least 200 ms
 * @param fewerAfter the time for which fewer must have been needed before that is told
 */
public record TaskManagerHookConfig(
    URI flink,
    Optional<Secret> url,
    Map<String, Secret> headers,
    List<String> command,
    Duration timeout,
    Duration fewerAfter) {
  private static final Setting<URI> FLINK =
      Setting.required(
          "flink",
          Scalars.url(),
          URI.create("http://127.0.0.1:8081"),
          "the URL of a cluster",
          "REST URL of the cluster, the first one in the files of its jobs.");
  private static final Setting<List<String>> COMMAND =
      Setting.of(
          "command",
          ValueType.listOf(Scalars.text()),
          List.of(),
          "A program and its arguments. It reads the document from its input.");
  private static final Setting<Duration> TIMEOUT =
      Setting.of(
          "timeout",
          Durations.from(Durations.SHORTEST),
          Duration.ofSeconds(10),
          "Longest time until it has ended, or answered.");
  private static final Setting<Duration> FEWER_AFTER =
      Setting.of(
          "fewer-after",
          Durations.from(Duration.ZERO),
          Duration.ofMinutes(15),
          "Time for which fewer TaskManagers must have been needed before that is told.");

  public TaskManagerHookConfig {
    FLINK.require(flink);
    Objects.requireNonNull(url, "url");
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    command = List.copyOf(command);
    TIMEOUT.require(timeout);
    FEWER_AFTER.require(fewerAfter);
  }

  static Section<TaskManagerHookConfig> section(FileContext context) {
    return new Section<>(fields -> bind(fields, context));
  }

  private static TaskManagerHookConfig bind(
      Fields<TaskManagerHookConfig> fields, FileContext context) {
    URI flink = fields.value(FLINK, TaskManagerHookConfig::flink);
    Setting<Optional<Secret>> urlKey =
        Setting.optional(
            "url",
            context.urlOrReference(),
            "Address of a server that is told, or a [reference](#secrets) to it.");
    Optional<Secret> url = fields.value(urlKey, TaskManagerHookConfig::url);
    Setting<Map<String, Secret>> headersKey = WebhookConfig.headers(context);
    Map<String, Secret> headers = fields.value(headersKey, TaskManagerHookConfig::headers);
    List<String> command = fields.value(COMMAND, TaskManagerHookConfig::command);
    fields.holds(
        url.isEmpty() || command.isEmpty(), "stands beside url, expected one of them", COMMAND);
    fields.holds(
        url.isPresent() || !command.isEmpty(),
        "is missing, expected it or a command",
        urlKey,
        FLINK);
    fields.holds(
        url.isPresent() || headers.isEmpty(), "has no effect without url", headersKey, urlKey);
    return new TaskManagerHookConfig(
        flink,
        url,
        headers,
        command,
        fields.value(TIMEOUT, TaskManagerHookConfig::timeout),
        fields.value(FEWER_AFTER, TaskManagerHookConfig::fewerAfter));
  }
}
