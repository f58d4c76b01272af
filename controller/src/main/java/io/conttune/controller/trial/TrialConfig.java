package io.conttune.controller.trial;

import io.conttune.controller.config.FlinkConfig;
import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.MetricsConfig;
import io.conttune.controller.config.Mode;
import io.conttune.controller.config.ParallelismConfig;
import io.conttune.controller.config.Sinks;
import io.conttune.controller.config.TunerConfig;
import java.time.Duration;
import java.util.Optional;

/** Makes the settings of a job for which there is no file: the defaults, and never to act. */
final class TrialConfig {
  private TrialConfig() {}

  static JobConfig of(String job, FlinkConfig flink, MetricsConfig metrics) {
    return new JobConfig(
        job,
        flink,
        Mode.RECOMMEND,
        Sinks.AT_LEAST_ONCE,
        TunerConfig.DEFAULT,
        metrics,
        Optional.empty(),
        JobConfig.CATCH_UP.standard(),
        JobConfig.COOLDOWN.standard(),
        Duration.ZERO,
        ParallelismConfig.DEFAULT,
        Optional.empty());
  }
}
