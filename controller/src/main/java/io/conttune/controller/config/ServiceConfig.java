package io.conttune.controller.config;

import io.conttune.controller.config.setting.Fields;
import io.conttune.controller.config.setting.ScalarType;
import io.conttune.controller.config.setting.Scalars;
import io.conttune.controller.config.setting.Section;
import io.conttune.controller.config.setting.Setting;
import io.conttune.controller.config.setting.ValueType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The service itself.
 *
 * @param store database for what it learnt and what it is doing
 * @param jobs directory with one YAML file per job
 * @param decisionLog file to which each decision is written as a line of JSON
 * @param listen address at which the service tells its state over HTTP
 * @param tokens of those who may ask there
 * @param webhooks addresses to which events are sent, by name
 * @param taskManagerHooks programs that are told how many TaskManagers a cluster needs, by name
 * @param defaults settings of every job whose file does not say otherwise
 */
public record ServiceConfig(
    StoreConfig store,
    Path jobs,
    Path decisionLog,
    ListenAddress listen,
    TokensConfig tokens,
    Map<String, WebhookConfig> webhooks,
    Map<String, TaskManagerHookConfig> taskManagerHooks,
    JobDefaults defaults) {
  private static final Setting<ListenAddress> LISTEN =
      Setting.of(
          "listen",
          ListenAddress.type(),
          new ListenAddress.Auto(ListenAddress.USUAL),
          "Address of the [API](api.md), `/metrics`, `/livez` and `/readyz`. `auto` is %s, or nowhere if that port is taken."
              .formatted(ListenAddress.USUAL));

  public ServiceConfig {
    Objects.requireNonNull(store, "store");
    Objects.requireNonNull(jobs, "jobs");
    Objects.requireNonNull(decisionLog, "decisionLog");
    Objects.requireNonNull(listen, "listen");
    Objects.requireNonNull(tokens, "tokens");
    webhooks = Collections.unmodifiableMap(new LinkedHashMap<>(webhooks));
    taskManagerHooks = Collections.unmodifiableMap(new LinkedHashMap<>(taskManagerHooks));
    Objects.requireNonNull(defaults, "defaults");
  }

  /** The settings of a service's file. */
  public static Section<ServiceConfig> section(FileContext context) {
    return new Section<>(fields -> bind(fields, context));
  }

  private static ServiceConfig bind(Fields<ServiceConfig> fields, FileContext context) {
    ScalarType<Path> path = Scalars.text().map(context::path, Path::toString).withRange("path");
    StoreConfig store = fields.value(StoreConfig.setting(context), ServiceConfig::store);
    Path jobs =
        fields.value(
            Setting.required(
                "jobs",
                path,
                Path.of("jobs"),
                "a directory of job files",
                "Directory with one YAML file per job."),
            ServiceConfig::jobs);
    return new ServiceConfig(
        store,
        jobs,
        fields.value(
            Setting.of(
                "decision-log",
                path,
                context.path("data/decisions.jsonl"),
                "File to which each decision that says something new is written, as one line of"
                    + " JSON with its evidence."),
            ServiceConfig::decisionLog),
        fields.value(LISTEN, ServiceConfig::listen),
        fields.value(
            Setting.of(
                "tokens",
                TokensConfig.section(context),
                TokensConfig.NONE,
                "Tokens of those who may use the address `listen`."),
            ServiceConfig::tokens),
        fields.value(
            Setting.of(
                "webhooks",
                ValueType.mapOf(name -> name, WebhookConfig.section(context)),
                Map.of(),
                "[Addresses to which events are sent](#webhooks), by a name of your choice."),
            ServiceConfig::webhooks),
        fields.value(
            Setting.of(
                "task-manager-hooks",
                ValueType.mapOf(name -> name, TaskManagerHookConfig.section(context)),
                Map.of(),
                "[Programs that are told](#task-manager-hooks) how many TaskManagers a cluster"
                    + " needs, by a name of your choice."),
            ServiceConfig::taskManagerHooks),
        fields.value(
            Setting.of(
                "defaults",
                JobDefaults.type(JobConfig.section(context.in(jobs))),
                JobDefaults.NONE,
                "[Settings of every job](#defaults) whose file does not say otherwise."),
            ServiceConfig::defaults));
  }

  /** The keys whose change takes effect while the service runs, of those that differ. */
  public List<String> takenFrom(ServiceConfig before) {
    List<String> keys = new ArrayList<>();
    addIf(!jobs.equals(before.jobs), "jobs", keys);
    addIf(!webhooks.equals(before.webhooks), "webhooks", keys);
    addIf(!taskManagerHooks.equals(before.taskManagerHooks), "task-manager-hooks", keys);
    addIf(!defaults.isLike(before.defaults), "defaults", keys);
    return keys;
  }

  /** The keys whose change needs another start of the service, of those that differ. */
  public List<String> startedAnewFor(ServiceConfig before) {
    List<String> keys = new ArrayList<>();
    addIf(!store.equals(before.store), "store", keys);
    addIf(!decisionLog.equals(before.decisionLog), "decision-log", keys);
    addIf(!listen.equals(before.listen), "listen", keys);
    addIf(!tokens.equals(before.tokens), "tokens", keys);
    return keys;
  }

  private static void addIf(boolean condition, String key, List<String> keys) {
    if (condition) {
      keys.add(key);
    }
  }
}
