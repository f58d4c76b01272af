package io.conttune.controller.config.files;

import io.conttune.collector.MetricSource;
import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.MetricsConfig;
import io.conttune.controller.config.Mode;
import io.conttune.controller.config.OverloadRule;
import io.conttune.controller.config.ParallelismConfig;
import io.conttune.controller.config.RescaleConfig;
import io.conttune.controller.config.Sinks;
import io.conttune.controller.config.SurrogateMethod;
import io.conttune.controller.config.TunerConfig;
import io.conttune.controller.config.TuningMethod;
import io.conttune.controller.config.yaml.ValueType;
import io.conttune.controller.config.yaml.YamlSection;
import io.conttune.controller.input.DurationText;
import io.conttune.core.metrics.MeasurementRule;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the keys of a job's file. */
final class JobKeys {
  private static final URI STAND_IN = URI.create("http://127.0.0.1:8081");
  private static final int MANY = 1_000_000;

  private static final List<String> ONLY_CONTTUNE =
      List.of("surrogate", "alpha", "steady-rate", "first-maximum");
  private static final List<String> ONLY_DS2 = List.of("warm-up-windows", "activation");

  private JobKeys() {}

  /** The job; wrong and missing values are reported and replaced by what lets the reading go on. */
  static JobConfig read(YamlSection keys) {
    String job = keys.require("job", ValueType.text(), "job", "the name or id of a job");
    List<URI> flink = flink(keys);
    Mode mode = keys.get("mode", ValueType.choice(Mode.class), Mode.RECOMMEND);
    Sinks sinks = keys.get("sinks", ValueType.choice(Sinks.class), Sinks.AT_LEAST_ONCE);
    TunerConfig tuner = tuner(keys.section("tuner"));
    MetricsConfig metrics = metrics(keys.section("metrics"));
    Duration catchUp =
        keys.get("catch-up", ValueType.duration(ValueType.SHORTEST), JobConfig.CATCH_UP);
    Duration cooldown = keys.get("cooldown", ValueType.duration(Duration.ZERO), JobConfig.COOLDOWN);
    Duration payback = keys.get("payback", ValueType.duration(Duration.ZERO), JobConfig.PAYBACK);
    ParallelismConfig parallelism = ParallelismKeys.read(keys.section("parallelism"));
    Optional<RescaleConfig> rescale = keys.findSection("rescale").map(RescaleKeys::read);
    boolean blind = mode == Mode.ACT && rescale.isEmpty();
    if (blind) {
      keys.missing("rescale", "it because mode act redeploys the job");
    }
    return new JobConfig(
        job,
        flink,
        blind ? Mode.RECOMMEND : mode,
        sinks,
        tuner,
        metrics,
        catchUp,
        cooldown,
        payback,
        parallelism,
        rescale);
  }

  private static List<URI> flink(YamlSection keys) {
    if (!keys.has("flink")) {
      keys.missing("flink", "a URL such as http://127.0.0.1:8081, or a list of them");
    } else if (keys.size("flink") == 0) {
      keys.fault("flink", "is an empty list, expected at least one URL");
    }
    List<URI> urls = keys.list("flink", ValueType.url());
    return urls.isEmpty() ? List.of(STAND_IN) : urls;
  }

  private static TunerConfig tuner(YamlSection keys) {
    TunerConfig standard = TunerConfig.DEFAULT;
    MeasurementRule rule = standard.measurement();
    return new TunerConfig(
        method(keys),
        keys.get("top-k", ValueType.integer(1, MANY), standard.topK()),
        keys.get("decision-threshold", ValueType.number(0, 10), standard.decisionThreshold()),
        keys.get("target-utilization", ValueType.number(0.01, 1), standard.targetUtilization()),
        overload(keys),
        new MeasurementRule(
            keys.get("minimum-busy", ValueType.number(0, 1), rule.minimumBusy()),
            keys.get(
                "minimum-records",
                ValueType.wholeNumber(1, 1_000_000_000_000L),
                rule.minimumRecords())));
  }

  private static OverloadRule overload(YamlSection keys) {
    OverloadRule standard = OverloadRule.DEFAULT;
    return new OverloadRule(
        keys.get("backpressure-threshold", ValueType.number(0.01, 1), standard.backpressure()),
        keys.get("saturated-busy", ValueType.number(0.01, 1), standard.saturatedBusy()),
        keys.get(
            "negligible-backlog", ValueType.duration(Duration.ZERO), standard.negligibleBacklog()));
  }

  /** A key of the other method would have no effect, so it is a fault. */
  private static TuningMethod method(YamlSection keys) {
    Optional<Boolean> ds2 =
        keys.find("method", ValueType.oneOf(Map.of("conttune", false, "ds2", true)));
    if (ds2.isEmpty() && keys.has("method")) {
      // Neither: the keys of both are checked, and none is refused.
      ds2(keys);
      return contTune(keys);
    }
    boolean isDs2 = ds2.orElse(false);
    String why =
        isDs2
            ? "has no effect with method ds2, expected only with conttune"
            : "has no effect with method conttune, expected only with ds2";
    (isDs2 ? ONLY_CONTTUNE : ONLY_DS2).forEach(key -> keys.refuse(key, why));
    return isDs2 ? ds2(keys) : contTune(keys);
  }

  private static TuningMethod contTune(YamlSection keys) {
    SurrogateMethod surrogate =
        keys.get(
            "surrogate",
            ValueType.choice(SurrogateMethod.class),
            TuningMethod.ContTune.DEFAULT.surrogate());
    TuningMethod.ContTune standard = TuningMethod.ContTune.with(surrogate);
    return new TuningMethod.ContTune(
        surrogate,
        keys.get("alpha", ValueType.integer(0, ParallelismConfig.LARGEST), standard.alpha()),
        keys.get("steady-rate", ValueType.number(0, 10), standard.steadyRate()),
        keys.get(
            "first-maximum",
            ValueType.integer(1, ParallelismConfig.LARGEST),
            standard.firstMaximum()));
  }

  private static TuningMethod ds2(YamlSection keys) {
    TuningMethod.Ds2 standard = TuningMethod.Ds2.DEFAULT;
    return new TuningMethod.Ds2(
        keys.get("warm-up-windows", ValueType.integer(0, MANY), standard.warmUpWindows()),
        keys.get("activation", ValueType.integer(1, MANY), standard.activation()));
  }

  private static MetricsConfig metrics(YamlSection keys) {
    MetricsConfig standard = MetricsConfig.DEFAULT;
    Duration poll = keys.get("poll", ValueType.duration(ValueType.SHORTEST), standard.poll());
    Duration window = keys.get("window", ValueType.duration(ValueType.SHORTEST), standard.window());
    if (keys.isSound() && window.compareTo(poll) < 0) {
      keys.fault(
          keys.has("window") ? "window" : "poll",
          "the window of %s is shorter than the poll of %s, expected at least one poll in a window"
              .formatted(DurationText.of(window), DurationText.of(poll)));
    }
    return new MetricsConfig(
        poll,
        window.compareTo(poll) < 0 ? poll : window,
        keys.get("warm-up", ValueType.duration(Duration.ZERO), standard.warmUp()),
        keys.get("source", ValueType.choice(MetricSource.class), standard.source()),
        keys.get("staleness", ValueType.duration(ValueType.SHORTEST), standard.staleness()),
        keys.get("gauge-ramp", ValueType.duration(Duration.ZERO), standard.gaugeRamp()),
        keys.get("deadline", ValueType.duration(ValueType.SHORTEST), standard.deadline()));
  }
}
