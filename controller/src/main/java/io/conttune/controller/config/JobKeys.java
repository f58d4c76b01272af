package io.conttune.controller.config;

import io.conttune.collector.MetricSource;
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
  static JobConfig read(Keys keys) {
    String job = keys.require("job", Kind.text(), "job", "the name or id of a job");
    List<URI> flink = flink(keys);
    Mode mode = keys.get("mode", Kind.choice(Mode.class), Mode.RECOMMEND);
    Sinks sinks = keys.get("sinks", Kind.choice(Sinks.class), Sinks.AT_LEAST_ONCE);
    TunerConfig tuner = tuner(keys.section("tuner"));
    MetricsConfig metrics = metrics(keys.section("metrics"));
    Duration catchUp = keys.get("catch-up", Kind.duration(Kind.SHORTEST), JobConfig.CATCH_UP);
    Duration cooldown = keys.get("cooldown", Kind.duration(Duration.ZERO), JobConfig.COOLDOWN);
    Duration payback = keys.get("payback", Kind.duration(Duration.ZERO), JobConfig.PAYBACK);
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

  private static List<URI> flink(Keys keys) {
    if (!keys.has("flink")) {
      keys.missing("flink", "a URL such as http://127.0.0.1:8081, or a list of them");
    } else if (keys.size("flink") == 0) {
      keys.fault("flink", "is an empty list, expected at least one URL");
    }
    List<URI> urls = keys.list("flink", Kind.url());
    return urls.isEmpty() ? List.of(STAND_IN) : urls;
  }

  private static TunerConfig tuner(Keys keys) {
    TunerConfig standard = TunerConfig.DEFAULT;
    MeasurementRule rule = standard.measurement();
    return new TunerConfig(
        method(keys),
        keys.get("top-k", Kind.integer(1, MANY), standard.topK()),
        keys.get("decision-threshold", Kind.number(0, 10), standard.decisionThreshold()),
        keys.get("target-utilization", Kind.number(0.01, 1), standard.targetUtilization()),
        overload(keys),
        new MeasurementRule(
            keys.get("minimum-busy", Kind.number(0, 1), rule.minimumBusy()),
            keys.get(
                "minimum-records",
                Kind.wholeNumber(1, 1_000_000_000_000L),
                rule.minimumRecords())));
  }

  private static OverloadRule overload(Keys keys) {
    OverloadRule standard = OverloadRule.DEFAULT;
    return new OverloadRule(
        keys.get("backpressure-threshold", Kind.number(0.01, 1), standard.backpressure()),
        keys.get("saturated-busy", Kind.number(0.01, 1), standard.saturatedBusy()),
        keys.get("negligible-backlog", Kind.duration(Duration.ZERO), standard.negligibleBacklog()));
  }

  /** A key of the other method would have no effect, so it is a fault. */
  private static TuningMethod method(Keys keys) {
    Optional<Boolean> ds2 = keys.find("method", Kind.oneOf(Map.of("conttune", false, "ds2", true)));
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

  private static TuningMethod contTune(Keys keys) {
    Surrogate surrogate =
        keys.get(
            "surrogate", Kind.choice(Surrogate.class), TuningMethod.ContTune.DEFAULT.surrogate());
    TuningMethod.ContTune standard = TuningMethod.ContTune.with(surrogate);
    return new TuningMethod.ContTune(
        surrogate,
        keys.get("alpha", Kind.integer(0, ParallelismConfig.LARGEST), standard.alpha()),
        keys.get("steady-rate", Kind.number(0, 10), standard.steadyRate()),
        keys.get(
            "first-maximum", Kind.integer(1, ParallelismConfig.LARGEST), standard.firstMaximum()));
  }

  private static TuningMethod ds2(Keys keys) {
    TuningMethod.Ds2 standard = TuningMethod.Ds2.DEFAULT;
    return new TuningMethod.Ds2(
        keys.get("warm-up-windows", Kind.integer(0, MANY), standard.warmUpWindows()),
        keys.get("activation", Kind.integer(1, MANY), standard.activation()));
  }

  private static MetricsConfig metrics(Keys keys) {
    MetricsConfig standard = MetricsConfig.DEFAULT;
    Duration poll = keys.get("poll", Kind.duration(Kind.SHORTEST), standard.poll());
    Duration window = keys.get("window", Kind.duration(Kind.SHORTEST), standard.window());
    if (keys.isSound() && window.compareTo(poll) < 0) {
      keys.fault(
          keys.has("window") ? "window" : "poll",
          "the window of %s is shorter than the poll of %s, expected at least one poll in a window"
              .formatted(DurationText.of(window), DurationText.of(poll)));
    }
    return new MetricsConfig(
        poll,
        window.compareTo(poll) < 0 ? poll : window,
        keys.get("warm-up", Kind.duration(Duration.ZERO), standard.warmUp()),
        keys.get("source", Kind.choice(MetricSource.class), standard.source()),
        keys.get("staleness", Kind.duration(Kind.SHORTEST), standard.staleness()),
        keys.get("gauge-ramp", Kind.duration(Duration.ZERO), standard.gaugeRamp()),
        keys.get("deadline", Kind.duration(Kind.SHORTEST), standard.deadline()));
  }
}
