package io.conttune.controller.service;

import io.conttune.bigsmall.ContTuneSettings;
import io.conttune.bigsmall.ContTuneTuner;
import io.conttune.bigsmall.ProvisioningRule;
import io.conttune.bigsmall.Relief;
import io.conttune.bigsmall.SurrogateMethod;
import io.conttune.controller.config.ExtensionConfig;
import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.Mode;
import io.conttune.controller.config.OverloadRule;
import io.conttune.controller.config.RescaleTiming;
import io.conttune.controller.config.TunerConfig;
import io.conttune.controller.config.TuningMethod;
import io.conttune.controller.extension.ExtensionTuner;
import io.conttune.core.tuning.CatchUp;
import io.conttune.core.tuning.Tuner;
import io.conttune.ds2.Ds2;
import io.conttune.ds2.Ds2Settings;
import io.conttune.ds2.Ds2Tuner;
import io.conttune.gp.CachedSurrogate;
import io.conttune.gp.ConservativeAcquisition;
import io.conttune.informed.InformedSettings;
import io.conttune.informed.InformedTuner;
import java.time.Duration;
import java.util.Optional;

/** Builds the tuner of a job from its configuration. */
final class TunerWiring {
  /** Fits kept until the first decision tells how many operators the job has. */
  private static final int CACHED_FITS = 64;

  private TunerWiring() {}

  static Tuner tuner(JobConfig config) {
    return config
        .tuner()
        .method()
        .match(
            contTune -> contTune(config, contTune),
            ds2 -> ds2(config, ds2),
            informed -> {
              CachedSurrogate fits = fits(SurrogateMethod.LOGLOG);
              return new SparingTuner(informed(config, informed, fits), fits);
            },
            own ->
                new ExtensionTuner(
                    own.extension().name(), ExtensionConfig.TUNER.made(own.extension())));
  }

  private static Tuner contTune(JobConfig config, TuningMethod.ContTune method) {
    TunerConfig tuner = config.tuner();
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
                catchUp(config),
                overload.negligibleBacklog(),
                ProvisioningRule.DEFAULT.negligibleRecords()),
            config.mode() == Mode.RECOMMEND ? Relief.ESTIMATE : Relief.BIG);
    CachedSurrogate fits = fits(method.surrogate());
    return new SparingTuner(
        new ContTuneTuner(settings, fits, new ConservativeAcquisition(), new Ds2()), fits);
  }

  private static CachedSurrogate fits(SurrogateMethod method) {
    return new CachedSurrogate(method.surrogate(), CACHED_FITS);
  }

  private static CatchUp catchUp(JobConfig config) {
    return new CatchUp(config.catchUp(), downtime(config));
  }

  private static Duration downtime(JobConfig config) {
    return config
        .rescale()
        .map(rescale -> rescale.timing())
        .orElse(RescaleTiming.DEFAULT)
        .expectedDowntime();
  }

  private static Tuner ds2(JobConfig config, TuningMethod.Ds2 method) {
    TunerConfig tuner = config.tuner();
    return new Ds2Tuner(
        new Ds2Settings(
            method.warmUpWindows(),
            method.activation(),
            tuner.targetUtilization(),
            Optional.of(catchUp(config)),
            tuner.decisionThreshold(),
            new Ds2Settings.Lag(
                Ds2Settings.Lag.DEFAULT.tolerance(),
                tuner.overload().backpressure(),
                Ds2Settings.Lag.DEFAULT.mostRatio(),
                tuner.overload().negligibleBacklog())));
  }

  private static Duration tolerableBacklog(JobConfig config) {
    return config
        .objective()
        .map(objective -> objective.tolerableBacklog(downtime(config)))
        .orElse(Duration.ZERO);
  }

  static InformedTuner informed(JobConfig config, TuningMethod.Informed method) {
    return informed(config, method, fits(SurrogateMethod.LOGLOG));
  }

  private static InformedTuner informed(
      JobConfig config, TuningMethod.Informed method, CachedSurrogate fits) {
    TunerConfig tuner = config.tuner();
    return new InformedTuner(
        new InformedSettings(
            tuner.topK(),
            tuner.targetUtilization(),
            tuner.decisionThreshold(),
            method.shrinkAgainFrom(),
            tuner.measurement(),
            tuner.overload().negligibleBacklog(),
            config.catchUp(),
            tolerableBacklog(config)),
        fits,
        new Ds2());
  }
}
