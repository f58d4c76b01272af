package io.conttune.controller.config;

/** Whether a running job may be rescaled in place, by Flink's adaptive scheduler. */
public enum InPlaceMode {
  /** Where it can be done, the newest checkpoint is recent, and the sinks bear replay. */
  AUTO,
  /** Never: every rescale is a restart. */
  NEVER,
  /** Only so, whatever the sinks show twice; what cannot be done in place is not done. */
  ALWAYS
}
