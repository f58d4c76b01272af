package io.conttune.controller.service;

import io.conttune.collector.ClusterReplies;
import io.conttune.collector.FlinkRest;
import io.conttune.collector.JobSelector;
import io.conttune.collector.MetricsWindow;
import io.conttune.collector.RatedJobMonitor;
import io.conttune.collector.RestJobMonitor;
import io.conttune.collector.WindowSettings;
import io.conttune.controller.config.InPlaceMode;
import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.LaunchMethod;
import io.conttune.controller.config.MetricsConfig;
import io.conttune.controller.config.RescaleConfig;
import io.conttune.controller.config.RescaleTiming;
import io.conttune.controller.config.SavepointsConfig;
import io.conttune.controller.config.TuningMethod;
import io.conttune.controller.config.files.ProcessSecrets;
import io.conttune.controller.hook.AskedPlanHook;
import io.conttune.controller.lease.FencedDeployments;
import io.conttune.controller.lease.FencedRedeployer;
import io.conttune.controller.lease.FencedSavepointDisposer;
import io.conttune.controller.limits.ConfiguredLimits;
import io.conttune.controller.loop.JobCluster;
import io.conttune.controller.loop.JobController;
import io.conttune.controller.loop.JobSettings;
import io.conttune.controller.loop.JobStores;
import io.conttune.controller.loop.LoopTiming;
import io.conttune.controller.loop.Pace;
import io.conttune.controller.loop.PaybackRule;
import io.conttune.controller.loop.PlanHook;
import io.conttune.controller.loop.SavepointRetention;
import io.conttune.controller.post.PostClient;
import io.conttune.controller.rescale.launch.FollowingVertices;
import io.conttune.controller.rescale.launch.FollowingVertices.Scheduling;
import io.conttune.controller.rescale.launch.LaunchHistory;
import io.conttune.controller.rescale.launch.LaunchedParallelism;
import io.conttune.controller.rescale.launch.Launchers;
import io.conttune.controller.rescale.plan.ClusterSlots;
import io.conttune.controller.rescale.plan.DeploymentRescalePlanner;
import io.conttune.controller.rescale.plan.RestRescalePlanner;
import io.conttune.controller.rescale.plan.RestShrinkVetoes;
import io.conttune.controller.rescale.rest.RestJobRuns;
import io.conttune.controller.rescale.rest.RestRedeployer;
import io.conttune.controller.rescale.rest.RestSavepointDisposer;
import io.conttune.controller.rescale.storage.MountedStateFinder;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.Deployments;
import io.conttune.core.rescale.JobParallelism;
import io.conttune.core.rescale.JobRuns;
import io.conttune.core.rescale.Journal;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlanner;
import io.conttune.core.secret.SecretLookup;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.LimitsOf;
import io.conttune.core.tuning.Tuner;
import io.conttune.core.tuning.TunerState;
import io.conttune.informed.InformedTuner;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Builds the control loop of a job from its configuration. */
public final class JobWiring {
  private final LeasedStores stores;
  private final Clusters clusters;
  private final PostClient posts;
  private final Supplier<String> rescaleIds;
  private final SteadyClock clock;
  private final SecretLookup secrets = new ProcessSecrets(System.getenv());
  private final Platform platform = new Platform();

  /** Loops of the only controller with these stores. */
  public JobWiring(JobStores stores, Supplier<String> rescaleIds, SteadyClock clock) {
    this(LeasedStores.sole(stores), new Clusters(clock), new PostClient(), rescaleIds, clock);
  }

  /** Loops with these stores that act under their lease, and share these ways to others. */
  JobWiring(
      LeasedStores stores,
      Clusters clusters,
      PostClient posts,
      Supplier<String> rescaleIds,
      SteadyClock clock) {
    this.stores = stores;
    this.clusters = clusters;
    this.posts = posts;
    this.rescaleIds = rescaleIds;
    this.clock = clock;
  }

  /** The control loop of one job. */
  public JobController controller(JobConfig config) {
    ClusterReplies shared = clusters.of(config);
    FlinkRest rest = shared.flink();
    JobRuns runs = new RestJobRuns(rest);
    FollowingVertices following = new FollowingVertices(rest, runs, scheduling(config));
    Launchers launchers =
        Launchers.of(rest, stores.stores().jars(), secrets, clock, rescaleIds.get());
    LimitsOf limits = new ConfiguredLimits(config, launched(config, rest, following));
    PlanHook hook =
        config
            .planHook()
            .map(asked -> AskedPlanHook.of(asked, config.metrics().poll(), limits, posts, clock))
            .orElse(PlanHook.NONE);
    Deployments deployments = deployments(config);
    JobCluster cluster =
        new JobCluster(
            new RatedJobMonitor(
                new RestJobMonitor(
                    shared,
                    config.metrics().poll(),
                    new JobSelector(config.job()),
                    config.metrics().source(),
                    clock),
                RateWiring.rates(config.metrics()),
                config.metrics().deadline()),
            planner(config, rest, runs, launchers, following, deployments),
            runs,
            new FencedRedeployer(
                new RestRedeployer(rest, launchers, savepoints(config).format(), clock),
                stores.lease()),
            new MountedStateFinder(),
            new FencedSavepointDisposer(new RestSavepointDisposer(rest), stores.lease()),
            config.rescale().flatMap(rescale -> Launchers.jarOnDisk(rescale.launch())),
            new FencedDeployments(deployments, stores.lease()),
            new RestShrinkVetoes(rest, config.guardRails().shrinking().notWhen(), clock),
            hook,
            rest::failures);
    return new JobController(
        settings(config),
        tuner(config),
        limits,
        new MetricsWindow(windowSettings(config)),
        cluster,
        stores.stores(),
        rescaleIds,
        clock);
  }

  /** The pace of one job's loop. Only {@code informed} decides sooner for looking sooner. */
  public static Pace pace(JobConfig config) {
    Duration poll = config.metrics().poll();
    Duration rescalePoll = timing(config).poll();
    return config.tuner().method().name() == TuningMethod.Name.INFORMED
        ? Pace.hurrying(poll, rescalePoll)
        : new Pace(poll, rescalePoll);
  }

  /** The tuner of one job. */
  public static Tuner tuner(JobConfig config) {
    return TunerWiring.tuner(config);
  }

  /** The tuner informed with the settings of this configuration, for who wants to change it. */
  public static InformedTuner informed(JobConfig config, TuningMethod.Informed method) {
    return TunerWiring.informed(config, method);
  }

  /** The settings of one job's loop. */
  public static JobSettings settings(JobConfig config) {
    RescaleTiming timing = timing(config);
    return new JobSettings(
        config.job(),
        config.mode(),
        config.tuner().topK(),
        config.tuner().measurement(),
        new SavepointRetention(savepoints(config).keep()),
        new LoopTiming(
            config.cooldown(),
            timing.holdAfterFailure(),
            timing.holdAfterChange(),
            timing.obstacleRetry(),
            config.tuner().idleTime()),
        new PaybackRule(config.payback(), timing.expectedDowntime()),
        config.objective(),
        config.guardRails());
  }

  private static SavepointsConfig savepoints(JobConfig config) {
    return config.rescale().map(RescaleConfig::savepoints).orElse(SavepointsConfig.DEFAULT);
  }

  private static RescaleTiming timing(JobConfig config) {
    return config.rescale().map(rescale -> rescale.timing()).orElse(RescaleTiming.DEFAULT);
  }

  /** The vertices that a launch can only set together; none where nothing launches the job. */
  static JobParallelism launched(JobConfig config, FlinkRest rest, FollowingVertices following) {
    return config
        .rescale()
        .<JobParallelism>map(rescale -> new LaunchedParallelism(rescale.launch(), rest, following))
        .orElse(job -> Optional.empty());
  }

  /** The user's choice, as far as sinks that show records twice leave it. */
  static Scheduling scheduling(JobConfig config) {
    if (isByOperator(config)) {
      return Scheduling.BY_RESTART;
    }
    InPlaceMode mode = config.rescale().map(RescaleConfig::inPlace).orElse(InPlaceMode.NEVER);
    return switch (mode) {
      case ALWAYS -> Scheduling.IN_PLACE;
      case AUTO -> config.sinks().bearReplay() ? Scheduling.IN_PLACE : Scheduling.BY_RESTART;
      case NEVER -> Scheduling.BY_RESTART;
    };
  }

  private RescalePlanner planner(
      JobConfig config,
      FlinkRest rest,
      JobRuns runs,
      Launchers launchers,
      FollowingVertices following,
      Deployments deployments) {
    if (config.rescale().isEmpty()) {
      return new NoRescale();
    }
    RescaleConfig rescale = config.rescale().get();
    Journal journal = stores.stores().journal();
    ClusterSlots slots = new ClusterSlots(rest, journal, config.parallelism().slots());
    RescalePlanner restarting =
        new RestRescalePlanner(
            rest,
            runs,
            journal,
            launchers.planner(
                rescale.launch(),
                new LaunchHistory(journal, stores.stores().seenRuns()),
                following),
            rescale,
            config.sinks(),
            slots);
    return rescale
        .launch()
        .match(
            jar -> restarting,
            command -> restarting,
            own -> restarting,
            deployment ->
                new DeploymentRescalePlanner(
                    rest,
                    journal,
                    deployments,
                    launched(config, rest, following),
                    deployment,
                    rescale.timing(),
                    slots));
  }

  /** The platform is only opened where a job is left to it. */
  private Deployments deployments(JobConfig config) {
    return isByOperator(config)
        ? platform.deployments()
        : Deployments.unreachable("this job is left to no deployment");
  }

  private static boolean isByOperator(JobConfig config) {
    return config
        .rescale()
        .filter(rescale -> rescale.launch().method() == LaunchMethod.KUBERNETES)
        .isPresent();
  }

  /** Plans nothing for a job of which nobody has said how to start it. */
  private static final class NoRescale implements RescalePlanner {
    @Override
    public Planning plan(
        JobSnapshot job, JobMetrics metrics, Decision.Rescale rescale, TunerState stateAfterwards) {
      return new Planning.Obstructed(List.of("the job's YAML has no section rescale"));
    }

    @Override
    public Optional<RescaleEntry> corrected(RescaleEntry rescale, JobGraph graph) {
      return Optional.empty();
    }
  }

  /** The window over which a job is measured. */
  public static WindowSettings windowSettings(JobConfig config) {
    MetricsConfig metrics = config.metrics();
    WindowSettings whole =
        new WindowSettings(
            metrics.window(),
            metrics.warmUp(),
            metrics.source(),
            metrics.staleness(),
            metrics.gaugeRamp());
    return config
        .tuner()
        .method()
        .match(contTune -> whole, ds2 -> whole, informed -> whole.fromFirstPiece(), own -> whole);
  }
}
