package io.conttune.controller.config;

import io.conttune.core.Require;
import java.util.OptionalInt;

/** What the user says of one operator. */
public sealed interface OperatorLimit {
  /** It keeps its parallelism. */
  record Excluded() implements OperatorLimit {}

  /** Bounds of its own, which replace those of the job where they are given. */
  record Within(OptionalInt min, OptionalInt max) implements OperatorLimit {
    public Within {
      min.ifPresent(least -> Require.atLeast("min", 1, least));
      max.ifPresent(most -> Require.atLeast("max", min.orElse(1), most));
    }
  }
}
