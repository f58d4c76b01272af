package io.conttune.controller.loop;

/** How far the controller may go with a job. */
public enum Mode {
  /** Measure and remember. */
  OBSERVE,
  /** Also decide, and say what it would do. */
  RECOMMEND,
  /** Also redeploy the job. */
  ACT
}
