package io.conttune.benchmark.demo;

import io.conttune.controller.config.CaptureConfig;
import io.conttune.controller.config.InPlaceMode;
import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.MetricsConfig;
import io.conttune.controller.config.ParallelismConfig;
import io.conttune.controller.config.RescaleConfig;
import io.conttune.controller.config.RescaleTiming;
import io.conttune.controller.config.SavepointsConfig;
import io.conttune.controller.config.TunerConfig;
import io.conttune.controller.config.files.JobConfigYaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The settings of a job that are not the service's defaults: what a demo has to be honest about.
 */
final class DifferingSettings {
  private DifferingSettings() {}

  /** One text for each setting, such as {@code metrics.window 4s (default 1m)}. */
  static List<String> of(JobConfig config) {
    Map<String, String> standard = values(withDefaults(config));
    List<String> differing = new ArrayList<>();
    values(config)
        .forEach(
            (key, value) -> {
              String usual = standard.getOrDefault(key, "none");
              if (!value.equals(usual)) {
                differing.add("%s %s (default %s)".formatted(key, value, usual));
              }
            });
    return differing;
  }

  /** The same job in the same place, with the default of every setting that has one. */
  private static JobConfig withDefaults(JobConfig config) {
    return new JobConfig(
        config.job(),
        config.flink(),
        config.mode(),
        config.sinks(),
        TunerConfig.DEFAULT,
        MetricsConfig.DEFAULT,
        Optional.empty(),
        JobConfig.CATCH_UP.standard(),
        JobConfig.COOLDOWN.standard(),
        JobConfig.PAYBACK.standard(),
        ParallelismConfig.DEFAULT,
        config.rescale().map(DifferingSettings::withDefaults));
  }

  private static RescaleConfig withDefaults(RescaleConfig rescale) {
    return new RescaleConfig(
        rescale.launch(),
        rescale.savepointDirectory(),
        CaptureConfig.DEFAULT,
        InPlaceMode.AUTO,
        SavepointsConfig.DEFAULT,
        RescaleTiming.DEFAULT);
  }

  private static Map<String, String> values(JobConfig config) {
    Map<String, String> values = new LinkedHashMap<>();
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    collect("", yaml.load(JobConfigYaml.write(config)), values);
    return values;
  }

  private static void collect(String path, Object value, Map<String, String> values) {
    if (value instanceof Map<?, ?> section) {
      String before = path.isEmpty() ? "" : path + ".";
      section.forEach((key, below) -> collect(before + key, below, values));
    } else {
      values.put(path, String.valueOf(value));
    }
  }
}
