package io.conttune.controller.config;

/** Which of Flink's metrics the rates are taken from. */
public enum MetricsSource {
  /** Counters where the cluster has them (Flink ≥ 1.16), gauges elsewhere. */
  AUTO,
  /** Differences of record counters and accumulated times. */
  COUNTERS,
  /** Per-second gauges, which climb for a minute after a start. */
  GAUGES
}
