package io.conttune.controller.config;

/** Where the rate of a source comes from that Flink does not tell. */
public enum RateOrigin {
  /** A number within JSON that an HTTP server answers. */
  HTTP,
  /** A query of a Prometheus server. */
  PROMETHEUS,
  /** A number in the job's file. */
  HINT
}
