package io.conttune.benchmark.simulator.tuner;

import io.conttune.benchmark.run.QuickConfig;
import io.conttune.controller.config.CaptureConfig;
import io.conttune.controller.config.FlinkConfig;
import io.conttune.controller.config.InPlaceMode;
import io.conttune.controller.config.JarLaunchConfig;
import io.conttune.controller.config.JarSource;
import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.LaunchMethod;
import io.conttune.controller.config.MetricsConfig;
import io.conttune.controller.config.Mode;
import io.conttune.controller.config.NewCode;
import io.conttune.controller.config.NonRestoredState;
import io.conttune.controller.config.ParallelismConfig;
import io.conttune.controller.config.RescaleConfig;
import io.conttune.controller.config.RescaleTiming;
import io.conttune.controller.config.SavepointsConfig;
import io.conttune.controller.config.Sinks;
import io.conttune.controller.config.TunerConfig;
import io.conttune.controller.config.TuningMethod;
import io.conttune.controller.loop.Pace;
import io.conttune.controller.service.JobWiring;
import io.conttune.core.objective.Objective;
import io.conttune.core.rescale.ArgumentTemplate;
import io.conttune.core.tuning.Tuner;
import io.conttune.informed.InformedTuner;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The control loop as the service builds it for a job file that says nothing but the method and the
 * target utilisation: every other setting has its default.
 */
final class ServiceLoop {
  private ServiceLoop() {}

  /** The loop that the service gives a job of this method. */
  static LoopSetup of(TuningMethod method, TunerContext context) {
    JobConfig config = config(method, context);
    return setup(config, JobWiring.tuner(config));
  }

  /**
   * The loop that the service gives a job that informed tunes and that has an objective. The target
   * utilisation and the time to catch up follow from it; the user has said how long a restart
   * takes.
   */
  static LoopSetup keeping(Objective objective, TunerContext context) {
    Duration restart = context.workload().restart();
    JobConfig config =
        config(
            context.workload().name(),
            QuickConfig.tuner(TuningMethod.Informed.DEFAULT, objective.utilization(restart)),
            Optional.of(objective),
            objective.catchUp(),
            RescaleTiming.DEFAULT.expecting(restart));
    return setup(config, JobWiring.tuner(config));
  }

  /** The loop that the service gives a job that informed tunes, with another tuner made of it. */
  static LoopSetup informed(TunerContext context, UnaryOperator<InformedTuner> change) {
    TuningMethod.Informed method = TuningMethod.Informed.DEFAULT;
    JobConfig config = config(method, context);
    return setup(config, change.apply(JobWiring.informed(config, method)));
  }

  private static LoopSetup setup(JobConfig config, Tuner tuner) {
    Pace pace = JobWiring.pace(config);
    return new LoopSetup(
        tuner,
        JobWiring.settings(config),
        JobWiring.windowSettings(config),
        pace.soon().compareTo(pace.poll()) < 0);
  }

  private static JobConfig config(TuningMethod method, TunerContext context) {
    return config(
        context.workload().name(),
        QuickConfig.tuner(method, context.targetUtilization()),
        Optional.empty(),
        JobConfig.CATCH_UP.standard(),
        RescaleTiming.DEFAULT);
  }

  private static JobConfig config(
      String name,
      TunerConfig tuner,
      Optional<Objective> objective,
      Duration catchUp,
      RescaleTiming timing) {
    return new JobConfig(
        name,
        FlinkConfig.open(List.of(URI.create("http://simulated"))),
        Mode.ACT,
        Sinks.AT_LEAST_ONCE,
        tuner,
        MetricsConfig.DEFAULT,
        objective,
        catchUp,
        JobConfig.COOLDOWN.standard(),
        JobConfig.PAYBACK.standard(),
        ParallelismConfig.DEFAULT,
        Optional.of(rescale(timing)));
  }

  /** Only the timing counts: the cluster is simulated. */
  private static RescaleConfig rescale(RescaleTiming timing) {
    return new RescaleConfig(
        new JarLaunchConfig(
            LaunchMethod.ARGUMENTS,
            new JarSource.OnCluster("simulated.jar"),
            Optional.empty(),
            new ArgumentTemplate(List.of()),
            Map.of(),
            NonRestoredState.REFUSE,
            NewCode.REFUSE),
        Optional.of("file:///simulated"),
        CaptureConfig.DEFAULT,
        InPlaceMode.AUTO,
        SavepointsConfig.DEFAULT,
        timing);
  }
}
