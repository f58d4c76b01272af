package io.conttune.benchmark.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.benchmark.jobs.source.RateSchedule;
import io.conttune.benchmark.run.QuickConfig;
import io.conttune.bigsmall.SurrogateMethod;
import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.MetricsConfig;
import io.conttune.controller.config.ParallelismConfig;
import io.conttune.controller.config.TunerConfig;
import io.conttune.controller.config.TuningMethod;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DifferingSettingsTest {
  @Test
  void ofTheDemoAreTimesOnly() {
    assertThat(DifferingSettings.of(config(TunerConfig.DEFAULT)))
        .contains(
            "catch-up 15s (default 2m)",
            "metrics.poll 500ms (default 5s)",
            "metrics.window 4s (default 1m)",
            "metrics.warm-up 2s (default 15s)")
        .allMatch(setting -> setting.matches("\\S+ \\d+(ms|s|m) \\(default \\d+(ms|s|m)\\)"));
  }

  @Test
  void nameAnotherMethod() {
    TunerConfig paper =
        QuickConfig.tuner(
            TuningMethod.ContTune.with(SurrogateMethod.RBF),
            TunerConfig.DEFAULT.targetUtilization());

    assertThat(DifferingSettings.of(config(paper)))
        .contains("tuner.method conttune (default informed)", "tuner.surrogate rbf (default none)");
  }

  private static JobConfig config(TunerConfig tuner) {
    RateSchedule schedule = new RateSchedule(List.of(1L), Duration.ofSeconds(60), Instant.EPOCH);
    return QuickConfig.of(
        new QuickConfig.ClusterAddress(URI.create("http://127.0.0.1:8081"), "file:///savepoints"),
        DemoWorkload.STANDARD.launch(schedule, 1, Path.of("totals")),
        tuner,
        MetricsConfig.DEFAULT.source(),
        ParallelismConfig.DEFAULT);
  }
}
