package io.conttune.controller.config;

import io.conttune.controller.config.setting.Durations;
import io.conttune.controller.config.setting.Fields;
import io.conttune.controller.config.setting.Scalars;
import io.conttune.controller.config.setting.Section;
import io.conttune.controller.config.setting.Setting;
import io.conttune.controller.config.setting.ValueType;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A program of the user's that is asked about each plan before it is carried out.
 *
 * @param url of a server that answers; empty if another does
 * @param headers of each request to the server, by name
 * @param command the program with its arguments; empty if a server or an extension answers
 * @param extension a guard; empty if a program answers
 * @param timeout the longest time until the answer, at least 200 ms
 * @param onFailure what becomes of a plan without an answer
 */
public record PlanHookConfig(
    Optional<Secret> url,
    Map<String, Secret> headers,
    List<String> command,
    Optional<ExtensionConfig> extension,
    Duration timeout,
    OnFailure onFailure) {
  private static final Setting<List<String>> COMMAND =
      Setting.of(
          "command",
          ValueType.listOf(Scalars.text()),
          List.of(),
          "A program and its arguments. It reads the request from its input and writes its answer.");
  private static final Setting<Duration> TIMEOUT =
      Setting.of(
          "timeout",
          Durations.from(Durations.SHORTEST),
          Duration.ofSeconds(10),
          "Longest time until the answer.");
  private static final Setting<OnFailure> ON_FAILURE =
      Setting.of(
          "on-failure",
          Scalars.choice(OnFailure.class),
          OnFailure.HOLD,
          "What becomes of a plan without an answer in time. `hold`: it waits. `go`: it is carried"
              + " out.");

  /** The fates of a plan about which nobody has answered. */
  public enum OnFailure {
    /** It is not carried out; the question is asked again. */
    HOLD,
    /** It is carried out. */
    GO
  }

  public PlanHookConfig {
    Objects.requireNonNull(url, "url");
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    command = List.copyOf(command);
    Objects.requireNonNull(extension, "extension");
    TIMEOUT.require(timeout);
    Objects.requireNonNull(onFailure, "onFailure");
  }

  static Setting<Optional<PlanHookConfig>> setting(FileContext context) {
    return Setting.optional(
        "plan-hook",
        new Section<PlanHookConfig>(fields -> bind(fields, context)),
        "[A program of yours](#plan-hook) that is asked about each plan before it is carried out.");
  }

  private static PlanHookConfig bind(Fields<PlanHookConfig> fields, FileContext context) {
    Setting<Optional<Secret>> urlKey =
        Setting.optional(
            "url",
            context.urlOrReference(),
            "Address of a server that is asked, or a [reference](#secrets) to it.");
    Optional<Secret> url = fields.value(urlKey, PlanHookConfig::url);
    Setting<Map<String, Secret>> headersKey = WebhookConfig.headers(context);
    Map<String, Secret> headers = fields.value(headersKey, PlanHookConfig::headers);
    List<String> command = fields.value(COMMAND, PlanHookConfig::command);
    fields.holds(
        url.isEmpty() || command.isEmpty(), "stands beside url, expected one of them", COMMAND);
    Optional<ExtensionConfig> extension =
        fields.part(
            part -> ExtensionConfig.GUARD.bindOptional(part, "url and command"),
            PlanHookConfig::extension);
    fields.holds(
        extension.isEmpty() || (url.isEmpty() && command.isEmpty()),
        "stands beside extension, expected one of them",
        urlKey,
        COMMAND);
    fields.holds(
        url.isPresent() || !command.isEmpty() || extension.isPresent(),
        "is missing, expected it, a command or an extension",
        urlKey);
    fields.holds(
        url.isPresent() || headers.isEmpty(), "has no effect without url", headersKey, urlKey);
    return new PlanHookConfig(
        url,
        headers,
        command,
        extension,
        fields.value(TIMEOUT, PlanHookConfig::timeout),
        fields.value(ON_FAILURE, PlanHookConfig::onFailure));
  }
}
