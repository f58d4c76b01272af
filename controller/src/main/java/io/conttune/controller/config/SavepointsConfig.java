package io.conttune.controller.config;

import io.conttune.core.Require;

/**
 * What becomes of the savepoints that rescales have made.
 *
 * @param keep how many of a job's newest ones stay, at least 1; older ones are disposed of
 */
public record SavepointsConfig(int keep) {
  /** Enough to go back to the state before the last few rescales. */
  public static final SavepointsConfig DEFAULT = new SavepointsConfig(3);

  public SavepointsConfig {
    Require.atLeast("savepoints.keep", 1, keep);
  }
}
