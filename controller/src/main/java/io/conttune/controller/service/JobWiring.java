package io.conttune.controller.service;

import io.conttune.bigsmall.ContTuneSettings;
import io.conttune.bigsmall.ContTuneTuner;
import io.conttune.bigsmall.ProvisioningRule;
import io.conttune.collector.FlinkRest;
import io.conttune.collector.JobSelector;
import io.conttune.collector.MetricsWindow;
import io.conttune.collector.RestJobMonitor;
import io.conttune.collector.WindowSettings;
import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.MetricsConfig;
import io.conttune.controller.config.OverloadRule;
import io.conttune.controller.config.RescaleConfig;
import io.conttune.controller.config.RescaleTiming;
import io.conttune.controller.config.SavepointsConfig;
import io.conttune.controller.config.TunerConfig;
import io.conttune.controller.config.TuningMethod;
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
import io.conttune.controller.loop.SavepointRetention;
import io.conttune.controller.rescale.launch.Launchers;
import io.conttune.controller.rescale.plan.RestRescalePlanner;
import io.conttune.controller.rescale.rest.RestJobRuns;
import io.conttune.controller.rescale.rest.RestRedeployer;
import io.conttune.controller.rescale.rest.RestSavepointDisposer;
import io.conttune.controller.rescale.storage.MountedStateFinder;
import io.conttune.core.rescale.JobRuns;
import io.conttune.core.rescale.RescalePlanner;
import io.conttune.core.tuning.Tuner;
import io.conttune.ds2.Ds2;
import io.conttune.ds2.Ds2Settings;
import io.conttune.ds2.Ds2Tuner;
import io.conttune.gp.CachedSurrogate;
import io.conttune.gp.ConservativeAcquisition;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Builds the control loop of a job from its configuration. */
public final class JobWiring {
  /** Fits kept per job: some windows of every operator of a large job. */
  private static final int CACHED_FITS = 1024;

  private final LeasedStores stores;
  private final Supplier<String> rescaleIds;
  private final InstantSource clock;

  /** Loops of the only controller with these stores. */
  public JobWiring(JobStores stores, Supplier<String> rescaleIds, InstantSource clock) {
    this(LeasedStores.sole(stores), rescaleIds, clock);
  }

  /** Loops with these stores that act under this lease. */
  JobWiring(LeasedStores stores, Supplier<String> rescaleIds, InstantSource clock) {
    this.stores = stores;
    this.rescaleIds = rescaleIds;
    this.clock = clock;
  }

  /** The control loop of one job. */
  public JobController controller(JobConfig config) {
    FlinkRest rest = new FlinkRest(config.flink().access(), config.metrics().deadline());
    JobRuns runs = new RestJobRuns(rest);
    Launchers launchers = Launchers.of(rest, stores.stores().jars(), clock, rescaleIds.get());
    JobCluster cluster =
        new JobCluster(
            new RestJobMonitor(
                rest, new JobSelector(config.job()), config.metrics().source(), clock),
            planner(config, rest, runs),
            runs,
            new FencedRedeployer(new RestRedeployer(rest, launchers, clock), stores.lease()),
            new MountedStateFinder(),
            new FencedSavepointDisposer(new RestSavepointDisposer(rest), stores.lease()));
    return new JobController(
        settings(config),
        tuner(config),
        new ConfiguredLimits(config),
        new MetricsWindow(windowSettings(config.metrics())),
        cluster,
        stores.stores(),
        rescaleIds,
        clock);
  }

  /** The pace of one job's loop. */
  public static Pace pace(JobConfig config) {
    return new Pace(config.metrics().poll(), timing(config).poll());
  }

  private static JobSettings settings(JobConfig config) {
    RescaleTiming timing = timing(config);
    SavepointsConfig kept =
        config.rescale().map(RescaleConfig::savepoints).orElse(SavepointsConfig.DEFAULT);
    return new JobSettings(
        config.job(),
        config.mode(),
        config.tuner().topK(),
        config.tuner().measurement(),
        new SavepointRetention(kept.keep()),
        new LoopTiming(
            config.cooldown(),
            timing.holdAfterFailure(),
            timing.holdAfterChange(),
            timing.obstacleRetry()),
        new PaybackRule(config.payback(), timing.expectedDowntime()));
  }

  private static RescaleTiming timing(JobConfig config) {
    return config.rescale().map(rescale -> rescale.timing()).orElse(RescaleTiming.DEFAULT);
  }

  private RescalePlanner planner(JobConfig config, FlinkRest rest, JobRuns runs) {
    return config
        .rescale()
        .<RescalePlanner>map(
            rescale ->
                new RestRescalePlanner(
                    rest,
                    runs,
                    Launchers.planner(rescale.launch(), rest, stores.stores().jars()),
                    rescale,
                    config.sinks(),
                    config.parallelism().slots()))
        .orElse(
            (job, metrics, rescale, state) ->
                new RescalePlanner.Planning.Obstructed(
                    List.of("the job's YAML has no section rescale")));
  }

  private static Tuner tuner(JobConfig config) {
    TunerConfig tuner = config.tuner();
    if (tuner.method() instanceof TuningMethod.Ds2 ds2) {
      return new Ds2Tuner(
          new Ds2Settings(
              ds2.warmUpWindows(),
              ds2.activation(),
              tuner.targetUtilization(),
              Optional.of(config.catchUp()),
              new Ds2Settings.Lag(
                  Ds2Settings.Lag.DEFAULT.tolerance(),
                  tuner.overload().backpressure(),
                  Ds2Settings.Lag.DEFAULT.mostRatio(),
                  tuner.overload().negligibleBacklog())));
    }
    TuningMethod.ContTune method = (TuningMethod.ContTune) tuner.method();
    OverloadRule overload = tuner.overload();
    ContTuneSettings settings =
        new ContTuneSettings(
            method.alpha(),
            tuner.topK(),
            tuner.decisionThreshold(),
            tuner.targetUtilization(),
            method.steadyRate(),
            method.firstMaximum(),
            tuner.measurement(),
            new ProvisioningRule(
                overload.backpressure(),
                overload.saturatedBusy(),
                config.catchUp(),
                overload.negligibleBacklog(),
                ProvisioningRule.DEFAULT.negligibleRecords()));
    return new ContTuneTuner(
        settings,
        new CachedSurrogate(method.surrogate().surrogate(), CACHED_FITS),
        new ConservativeAcquisition(),
        new Ds2());
  }

  private static WindowSettings windowSettings(MetricsConfig metrics) {
    return new WindowSettings(
        metrics.window(),
        metrics.warmUp(),
        metrics.source(),
        metrics.staleness(),
        metrics.gaugeRamp());
  }
}
