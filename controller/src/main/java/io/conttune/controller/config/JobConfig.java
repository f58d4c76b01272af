package io.conttune.controller.config;

import io.conttune.bigsmall.ProvisioningRule;
import io.conttune.controller.config.setting.Durations;
import io.conttune.controller.config.setting.Fields;
import io.conttune.controller.config.setting.Scalars;
import io.conttune.controller.config.setting.Section;
import io.conttune.controller.config.setting.Setting;
import io.conttune.core.objective.Objective;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * One job to be tuned.
 *
 * @param job its name, or its id of 32 hexadecimal digits
 * @param flink the way to its cluster
 * @param mode how far the controller may go
 * @param sinks the effect of records that they are given a second time
 * @param tuner settings for tuning it
 * @param metrics settings for measuring it
 * @param objective the lag that the user asks for; empty for none
 * @param catchUp time within which a backlog should be worked off
 * @param cooldown least time between two redeployments
 * @param payback time within which a restart that only saves subtasks must have paid for its
 *     downtime; 0 for no such condition
 * @param parallelism the user's bounds
 * @param guardRails what the tuner may do, and when
 * @param planHook who is asked about each plan; empty for nobody
 * @param rescale settings for redeploying it; required by mode act
 */
public record JobConfig(
    String job,
    FlinkConfig flink,
    Mode mode,
    Sinks sinks,
    TunerConfig tuner,
    MetricsConfig metrics,
    Optional<Objective> objective,
    Duration catchUp,
    Duration cooldown,
    Duration payback,
    ParallelismConfig parallelism,
    GuardRailsConfig guardRails,
    Optional<PlanHookConfig> planHook,
    Optional<RescaleConfig> rescale) {
  private static final Setting<String> JOB =
      Setting.required(
          "job",
          Scalars.text(),
          "WordCount",
          "the name or id of a job",
          "Name of the job, under which it is followed over redeployments, or the id of one run.");
  private static final Setting<Mode> MODE =
      Setting.of(
          "mode",
          Scalars.choice(Mode.class),
          Mode.RECOMMEND,
          "`observe`: measure and remember. `recommend`: also say what would be done. `act`: also"
              + " do it; needs `rescale`.");
  private static final Setting<Sinks> SINKS =
      Setting.of(
          "sinks",
          Scalars.choice(Sinks.class),
          Sinks.AT_LEAST_ONCE,
          "Effect of records that reach the sinks a second time. `transactional`: dropped unless"
              + " committed. `idempotent`: none. `at-least-once`: they show twice.");
  private static final Setting<ParallelismConfig> PARALLELISM =
      Setting.of(
          "parallelism",
          new Section<>(ParallelismConfig::bind),
          ParallelismConfig.DEFAULT,
          "[Bounds of the parallelism](#parallelism).");
  private static final Setting<GuardRailsConfig> GUARD_RAILS =
      Setting.of(
          "guard-rails",
          new Section<>(GuardRailsConfig::bind),
          GuardRailsConfig.NONE,
          "[What the tuner may do, and when](#guard-rails).");

  /** The time within which a backlog should be worked off. */
  public static final Setting<Duration> CATCH_UP =
      Setting.of(
          "catch-up",
          Durations.from(Durations.SHORTEST),
          ProvisioningRule.DEFAULT.catchUp().time(),
          "Time within which a backlog should be worked off. With an [objective](#objective) the"
              + " default follows from that.");

  /** The least time between two redeployments. */
  public static final Setting<Duration> COOLDOWN =
      Setting.of(
          "cooldown",
          Durations.from(Duration.ZERO),
          Duration.ZERO,
          "Least time between two redeployments.");

  /** The time within which a restart that saves subtasks must pay for itself. */
  public static final Setting<Duration> PAYBACK =
      Setting.of(
          "payback",
          Durations.from(Duration.ZERO),
          Duration.ofMinutes(15),
          "A restart that only takes subtasks away must earn its downtime within this time"
              + " ([rescaling](rescaling.md)). `0s`: no such condition.");

  public JobConfig {
    JOB.require(job);
    Objects.requireNonNull(flink, "flink");
    MODE.require(mode);
    SINKS.require(sinks);
    Objects.requireNonNull(tuner, "tuner");
    Objects.requireNonNull(metrics, "metrics");
    Objects.requireNonNull(objective, "objective");
    CATCH_UP.require(catchUp);
    COOLDOWN.require(cooldown);
    PAYBACK.require(payback);
    Objects.requireNonNull(parallelism, "parallelism");
    Objects.requireNonNull(guardRails, "guardRails");
    Objects.requireNonNull(planHook, "planHook");
    Objects.requireNonNull(rescale, "rescale");
    if (mode == Mode.ACT && rescale.isEmpty()) {
      throw new IllegalArgumentException("mode act needs rescale");
    }
  }

  /** A job without guard rails, about whose plans nobody is asked. */
  public JobConfig(
      String job,
      FlinkConfig flink,
      Mode mode,
      Sinks sinks,
      TunerConfig tuner,
      MetricsConfig metrics,
      Optional<Objective> objective,
      Duration catchUp,
      Duration cooldown,
      Duration payback,
      ParallelismConfig parallelism,
      Optional<RescaleConfig> rescale) {
    this(
        job,
        flink,
        mode,
        sinks,
        tuner,
        metrics,
        objective,
        catchUp,
        cooldown,
        payback,
        parallelism,
        GuardRailsConfig.NONE,
        Optional.empty(),
        rescale);
  }

  /** The settings of a job's file. */
  public static Section<JobConfig> section(FileContext context) {
    return new Section<>(fields -> bind(fields, context));
  }

  private static Setting<MetricsConfig> metrics(FileContext context) {
    return Setting.of(
        "metrics",
        new Section<MetricsConfig>(fields -> MetricsConfig.bind(fields, context)),
        MetricsConfig.DEFAULT,
        "[How the job is measured](#metrics).");
  }

  private static Setting<TunerConfig> tuner(double utilization) {
    Section<TunerConfig> section = TunerConfig.section(utilization);
    return Setting.of(
        "tuner", section, section.standard(), "[How the parallelism is found](#tuner).");
  }

  private static JobConfig bind(Fields<JobConfig> fields, FileContext context) {
    String job = fields.value(JOB, JobConfig::job);
    FlinkConfig flink = fields.value(FlinkConfig.setting(context), JobConfig::flink);
    Mode mode = fields.value(MODE, JobConfig::mode);
    Sinks sinks = fields.value(SINKS, JobConfig::sinks);
    Setting<Optional<RescaleConfig>> rescaleKey = RescaleConfig.setting(context);
    Optional<RescaleConfig> rescale = fields.value(rescaleKey, JobConfig::rescale);
    boolean complete =
        fields.holds(
            mode != Mode.ACT || rescale.isPresent(),
            "is missing, expected it because mode act redeploys the job",
            rescaleKey);
    ParallelismConfig parallelism = fields.value(PARALLELISM, JobConfig::parallelism);
    Optional<Objective> objective = fields.value(ObjectiveSettings.OBJECTIVE, JobConfig::objective);
    Duration catchUp =
        fields.value(
            CATCH_UP.withStandard(ObjectiveSettings.catchUp(objective)), JobConfig::catchUp);
    Duration cooldown = fields.value(COOLDOWN, JobConfig::cooldown);
    Duration payback = fields.value(PAYBACK, JobConfig::payback);
    GuardRailsConfig guardRails = fields.value(GUARD_RAILS, JobConfig::guardRails);
    Optional<PlanHookConfig> planHook =
        fields.value(PlanHookConfig.setting(context), JobConfig::planHook);
    return new JobConfig(
        job,
        flink,
        complete ? mode : Mode.RECOMMEND,
        sinks,
        fields.value(tuner(ObjectiveSettings.utilization(objective, rescale)), JobConfig::tuner),
        fields.value(metrics(context), JobConfig::metrics),
        objective,
        catchUp,
        cooldown,
        payback,
        parallelism,
        guardRails,
        planHook,
        rescale);
  }
}
