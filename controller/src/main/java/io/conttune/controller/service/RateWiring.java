package io.conttune.controller.service;

import io.conttune.collector.AssumedRate;
import io.conttune.collector.HttpRate;
import io.conttune.collector.PrometheusRate;
import io.conttune.controller.config.MetricsConfig;
import io.conttune.controller.config.SourceRateConfig;
import io.conttune.core.graph.OperatorSelector;
import io.conttune.core.metrics.SourceRate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Builds what asks for the rates of a job's sources from its configuration. */
final class RateWiring {
  private RateWiring() {}

  /** One for each source that the job's file names, in its order. */
  static Map<OperatorSelector, SourceRate> rates(MetricsConfig metrics) {
    Map<OperatorSelector, SourceRate> rates = new LinkedHashMap<>();
    metrics
        .rates()
        .forEach(
            (source, rate) ->
                rates.put(new OperatorSelector(source), rate(rate, metrics.deadline())));
    return rates;
  }

  private static SourceRate rate(SourceRateConfig config, Duration connectWithin) {
    return config.match(
        http -> new HttpRate(http.server().access(), http.pointer(), connectWithin),
        prometheus ->
            new PrometheusRate(prometheus.server().access(), prometheus.query(), connectWithin),
        hint -> new AssumedRate(hint.rate()));
  }
}
