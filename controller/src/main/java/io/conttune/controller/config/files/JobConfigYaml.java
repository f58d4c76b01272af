package io.conttune.controller.config.files;

import io.conttune.controller.config.JarSource;
import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.LaunchConfig;
import io.conttune.controller.config.MetricsConfig;
import io.conttune.controller.config.NonRestoredState;
import io.conttune.controller.config.OperatorLimit;
import io.conttune.controller.config.ParallelismConfig;
import io.conttune.controller.config.RescaleConfig;
import io.conttune.controller.config.RescaleTiming;
import io.conttune.controller.config.SlotLimit;
import io.conttune.controller.config.SourceLimit;
import io.conttune.controller.config.TunerConfig;
import io.conttune.controller.config.TuningMethod;
import io.conttune.controller.config.yaml.ValueType;
import io.conttune.controller.input.DurationText;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Writes a job's configuration as a YAML file that {@link ConfigReader} reads back equal. */
public final class JobConfigYaml {
  private JobConfigYaml() {}

  /** The text of the file, with every setting that has an effect, defaults too. */
  public static String write(JobConfig config) {
    Map<String, Object> top = new LinkedHashMap<>();
    top.put("job", config.job());
    top.put("flink", config.flink().stream().map(URI::toString).toList());
    top.put("mode", ValueType.word(config.mode()));
    top.put("sinks", ValueType.word(config.sinks()));
    top.put("tuner", tuner(config.tuner()));
    top.put("metrics", metrics(config.metrics()));
    top.put("catch-up", DurationText.of(config.catchUp()));
    top.put("cooldown", DurationText.of(config.cooldown()));
    top.put("payback", DurationText.of(config.payback()));
    top.put("parallelism", parallelism(config.parallelism()));
    config.rescale().ifPresent(rescale -> top.put("rescale", rescale(rescale)));
    return new Yaml(options()).dump(top);
  }

  private static DumperOptions options() {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setIndent(2);
    options.setSplitLines(false);
    return options;
  }

  private static Map<String, Object> tuner(TunerConfig config) {
    Map<String, Object> keys = new LinkedHashMap<>();
    if (config.method() instanceof TuningMethod.ContTune contTune) {
      keys.put("method", "conttune");
      keys.put("surrogate", ValueType.word(contTune.surrogate()));
      keys.put("alpha", contTune.alpha());
      keys.put("steady-rate", contTune.steadyRate());
      keys.put("first-maximum", contTune.firstMaximum());
    } else if (config.method() instanceof TuningMethod.Ds2 ds2) {
      keys.put("method", "ds2");
      keys.put("warm-up-windows", ds2.warmUpWindows());
      keys.put("activation", ds2.activation());
    }
    keys.put("top-k", config.topK());
    keys.put("decision-threshold", config.decisionThreshold());
    keys.put("target-utilization", config.targetUtilization());
    keys.put("backpressure-threshold", config.overload().backpressure());
    keys.put("saturated-busy", config.overload().saturatedBusy());
    keys.put("negligible-backlog", DurationText.of(config.overload().negligibleBacklog()));
    keys.put("minimum-busy", config.measurement().minimumBusy());
    keys.put("minimum-records", config.measurement().minimumRecords());
    return keys;
  }

  private static Map<String, Object> metrics(MetricsConfig config) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("poll", DurationText.of(config.poll()));
    keys.put("window", DurationText.of(config.window()));
    keys.put("warm-up", DurationText.of(config.warmUp()));
    keys.put("source", ValueType.word(config.source()));
    keys.put("staleness", DurationText.of(config.staleness()));
    keys.put("gauge-ramp", DurationText.of(config.gaugeRamp()));
    keys.put("deadline", DurationText.of(config.deadline()));
    return keys;
  }

  private static Map<String, Object> parallelism(ParallelismConfig config) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("min", config.min());
    keys.put("max", config.max());
    keys.put("slots", config.slots() instanceof SlotLimit.Given given ? given.most() : "fixed");
    keys.put(
        "sources",
        config.sources() instanceof SourceLimit.Partitions known ? known.count() : "fixed");
    if (!config.operators().isEmpty()) {
      Map<String, Object> operators = new LinkedHashMap<>();
      config.operators().forEach((name, limit) -> operators.put(name, operator(limit)));
      keys.put("operators", operators);
    }
    return keys;
  }

  private static Map<String, Object> operator(OperatorLimit limit) {
    Map<String, Object> keys = new LinkedHashMap<>();
    if (limit instanceof OperatorLimit.Within within) {
      within.min().ifPresent(min -> keys.put("min", min));
      within.max().ifPresent(max -> keys.put("max", max));
    } else {
      keys.put("exclude", true);
    }
    return keys;
  }

  private static Map<String, Object> rescale(RescaleConfig config) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("launch", ValueType.word(config.launch().method()));
    keys.put("savepoint-directory", config.savepointDirectory());
    keys.put("capture", ValueType.word(config.capture().mode()));
    keys.put("drain-budget", DurationText.of(config.capture().drainBudget()));
    keys.put("checkpoint-above", DurationText.of(config.capture().checkpointAbove()));
    keys.put("checkpoint-age", DurationText.of(config.capture().checkpointAge()));
    keys.put("in-place", ValueType.word(config.inPlace()));
    if (config.launch() instanceof LaunchConfig.Command command) {
      keys.put("command", command.command());
      keys.put("command-timeout", DurationText.of(command.timeout()));
    } else if (config.launch() instanceof LaunchConfig.Jar jar) {
      jar(jar, keys);
    }
    keys.put("savepoints", Map.of("keep", config.savepoints().keep()));
    RescaleTiming timing = config.timing();
    keys.put("poll", DurationText.of(timing.poll()));
    keys.put("start-timeout", DurationText.of(timing.startTimeout()));
    keys.put("settle", DurationText.of(timing.settle()));
    keys.put("retry", DurationText.of(timing.retry()));
    keys.put("hold-after-failure", DurationText.of(timing.holdAfterFailure()));
    keys.put("hold-after-change", DurationText.of(timing.holdAfterChange()));
    keys.put("obstacle-retry", DurationText.of(timing.obstacleRetry()));
    keys.put("expected-downtime", DurationText.of(timing.expectedDowntime()));
    return keys;
  }

  private static void jar(LaunchConfig.Jar jar, Map<String, Object> keys) {
    if (jar.jar() instanceof JarSource.LocalFile file) {
      keys.put("jar-file", file.path().toString());
    } else {
      keys.put("jar", ((JarSource.OnCluster) jar.jar()).nameOrId());
    }
    jar.entryClass().ifPresent(entryClass -> keys.put("entry-class", entryClass));
    keys.put("arguments", jar.arguments().arguments());
    keys.put("configuration", jar.configuration());
    keys.put("allow-non-restored-state", jar.nonRestoredState() == NonRestoredState.ALLOW);
  }
}
