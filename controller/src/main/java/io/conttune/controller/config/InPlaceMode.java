package io.conttune.controller.config;

/** The user's choice whether Flink's adaptive scheduler may rescale a running job in place. */
public enum InPlaceMode {
  /** Where it can be done, the newest checkpoint is recent, and the sinks bear replay. */
  AUTO,
  /** Never: every rescale is a restart. */
  NEVER,
  /** Only so, whatever the sinks show twice; what cannot be done in place is not done. */
  ALWAYS
}
