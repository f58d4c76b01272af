package io.conttune.controller.config;

/** The user's choice of how a job's state is taken when the job is stopped to be started again. */
public enum CaptureMode {
  /** A savepoint while that is quick; else a retained checkpoint where it is as good. */
  AUTO,
  /** Always a stop-with-savepoint. */
  SAVEPOINT,
  /** Always cancel and the newest retained checkpoint. */
  CHECKPOINT
}
