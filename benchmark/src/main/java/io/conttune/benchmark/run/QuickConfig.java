package io.conttune.benchmark.run;

import io.conttune.benchmark.embedded.JobJar;
import io.conttune.collector.MetricSource;
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
import io.conttune.core.rescale.ArgumentTemplate;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configuration under which a query is tuned whose rate changes after seconds: fast. */
public final class QuickConfig {
  private QuickConfig() {}

  /**
   * The cluster on which a query runs.
   *
   * @param flink its REST API
   * @param savepoints a URI
   */
  public record ClusterAddress(URI flink, String savepoints) {}

  /** The configuration of a query, with rates of its operators read from {@code metrics}. */
  public static JobConfig of(
      ClusterAddress place,
      QueryLaunch launch,
      TunerConfig tuner,
      MetricSource metrics,
      ParallelismConfig parallelism) {
    return new JobConfig(
        launch.name(),
        FlinkConfig.open(List.of(place.flink())),
        Mode.ACT,
        Sinks.AT_LEAST_ONCE,
        tuner,
        metrics(metrics),
        Optional.empty(),
        Duration.ofSeconds(15),
        Duration.ZERO,
        JobConfig.PAYBACK.standard(),
        parallelism,
        Optional.of(rescale(place, launch)));
  }

  /** The default tuner's settings with another method and target. */
  public static TunerConfig tuner(TuningMethod method, double targetUtilization) {
    TunerConfig standard = TunerConfig.DEFAULT;
    return new TunerConfig(
        method,
        standard.topK(),
        standard.decisionThreshold(),
        targetUtilization,
        standard.idleTime(),
        standard.overload(),
        standard.measurement());
  }

  private static MetricsConfig metrics(MetricSource source) {
    return new MetricsConfig(
        Duration.ofMillis(500),
        Duration.ofSeconds(4),
        Duration.ofSeconds(2),
        source,
        MetricsConfig.DEFAULT.staleness(),
        MetricsConfig.DEFAULT.gaugeRamp(),
        MetricsConfig.DEFAULT.deadline());
  }

  private static RescaleConfig rescale(ClusterAddress place, QueryLaunch launch) {
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
    return new RescaleConfig(
        new JarLaunchConfig(
            LaunchMethod.ARGUMENTS,
            new JarSource.OnCluster(JobJar.FILE_NAME),
            Optional.empty(),
            new ArgumentTemplate(launch.template()),
            Map.of(),
            NonRestoredState.REFUSE,
            NewCode.REFUSE),
        Optional.of(place.savepoints()),
        CaptureConfig.DEFAULT,
        InPlaceMode.AUTO,
        SavepointsConfig.DEFAULT,
        timing);
  }
}
