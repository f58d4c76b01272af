package io.conttune.controller.config;

/** How far the controller may go with a job. */
public enum Mode {
  /** Measures only. */
  OBSERVE,
  /** Decides and says what it would do. */
  RECOMMEND,
  /** Redeploys the job. */
  ACT
}
