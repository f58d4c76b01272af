package io.conttune.collector;

/** The kind of Flink metrics from which rates and shares of time are computed. */
public enum MetricSource {
  /** Counters where the cluster has them (Flink ≥ 1.16, or patched), gauges otherwise. */
  AUTO,
  /** Differences of counters over differences of Flink's own accumulated time. */
  COUNTERS,
  /** Flink's per-second gauges (Flink ≥ 1.13), whose rates climb for 60 s after every start. */
  GAUGES
}
