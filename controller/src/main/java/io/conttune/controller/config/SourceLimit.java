package io.conttune.controller.config;

import io.conttune.core.Require;

/** The rule for the parallelism of sources: subtasks without a partition stall watermarks. */
public sealed interface SourceLimit {
  /** They keep what they have. */
  record Fixed() implements SourceLimit {}

  /** They may have up to one subtask per partition of what they read. */
  record Partitions(int count) implements SourceLimit {
    public Partitions {
      Require.atLeast("partitions of the sources", 1, count);
    }
  }
}
