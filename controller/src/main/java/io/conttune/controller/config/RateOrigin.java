package io.conttune.controller.config;

/** The origin of a source's rate that Flink does not tell. */
public enum RateOrigin {
  /** A number within JSON that an HTTP server answers. */
  HTTP,
  /** A query of a Prometheus server. */
  PROMETHEUS,
  /** A number in the job's file. */
  HINT
}
