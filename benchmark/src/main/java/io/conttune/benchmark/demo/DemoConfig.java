package io.conttune.benchmark.demo;

import io.conttune.controller.config.ArgumentTemplate;
import io.conttune.controller.config.CaptureConfig;
import io.conttune.controller.config.InPlaceMode;
import io.conttune.controller.config.JarSource;
import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.LaunchConfig;
import io.conttune.controller.config.LaunchMethod;
import io.conttune.controller.config.MetricsConfig;
import io.conttune.controller.config.Mode;
import io.conttune.controller.config.NonRestoredState;
import io.conttune.controller.config.ParallelismConfig;
import io.conttune.controller.config.RescaleConfig;
import io.conttune.controller.config.RescaleTiming;
import io.conttune.controller.config.SavepointsConfig;
import io.conttune.controller.config.Sinks;
import io.conttune.controller.config.TunerConfig;
import io.conttune.controller.config.TuningMethod;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configuration under which the controller tunes the demo's job: the paper's method, fast. */
final class DemoConfig {
  private DemoConfig() {}

  static JobConfig of(
      URI flink, URI savepoints, List<String> arguments, String jar, DemoSettings settings) {
    MetricsConfig metrics =
        new MetricsConfig(
            Duration.ofMillis(500),
            Duration.ofSeconds(4),
            Duration.ofSeconds(2),
            settings.metrics(),
            MetricsConfig.DEFAULT.staleness(),
            MetricsConfig.DEFAULT.gaugeRamp(),
            MetricsConfig.DEFAULT.deadline());
    RescaleTiming timing =
        new RescaleTiming(
            Duration.ofMillis(200),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            RescaleTiming.DEFAULT.expectedDowntime());
    RescaleConfig rescale =
        new RescaleConfig(
            new LaunchConfig.Jar(
                LaunchMethod.ARGUMENTS,
                new JarSource.OnCluster(jar),
                Optional.empty(),
                new ArgumentTemplate(arguments),
                Map.of(),
                NonRestoredState.REFUSE),
            savepoints.toString(),
            CaptureConfig.DEFAULT,
            InPlaceMode.AUTO,
            SavepointsConfig.DEFAULT,
            timing);
    return new JobConfig(
        DemoJob.NAME,
        List.of(flink),
        Mode.ACT,
        Sinks.AT_LEAST_ONCE,
        tuner(settings),
        metrics,
        Duration.ofSeconds(15),
        Duration.ZERO,
        JobConfig.PAYBACK,
        ParallelismConfig.DEFAULT,
        Optional.of(rescale));
  }

  private static TunerConfig tuner(DemoSettings settings) {
    TunerConfig standard = TunerConfig.DEFAULT;
    return new TunerConfig(
        TuningMethod.ContTune.with(settings.surrogate()),
        standard.topK(),
        standard.decisionThreshold(),
        standard.targetUtilization(),
        standard.overload(),
        standard.measurement());
  }
}
