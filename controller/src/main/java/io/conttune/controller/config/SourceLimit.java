package io.conttune.controller.config;

import io.conttune.core.Require;
import java.util.OptionalInt;

/** The rule for the parallelism of sources: subtasks without a partition stall watermarks. */
public sealed interface SourceLimit {
  /** The number of partitions that bounds them; empty if they keep what they have. */
  OptionalInt partitions();

  /** They keep what they have. */
  record Fixed() implements SourceLimit {
    @Override
    public OptionalInt partitions() {
      return OptionalInt.empty();
    }
  }

  /** They may have up to one subtask per partition of what they read. */
  record Partitions(int count) implements SourceLimit {
    public Partitions {
      Require.atLeast("partitions of the sources", 1, count);
    }

    @Override
    public OptionalInt partitions() {
      return OptionalInt.of(count);
    }
  }
}
