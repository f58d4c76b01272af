package io.conttune.controller.config;

/** The acts that the user allows on a job. */
public enum Mode {
  /** Measures only. */
  OBSERVE,
  /** Decides and says what it would do. */
  RECOMMEND,
  /** Redeploys the job. */
  ACT
}
