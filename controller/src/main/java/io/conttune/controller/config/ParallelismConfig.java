package io.conttune.controller.config;

import io.conttune.core.Require;
import io.conttune.core.tuning.Bounds;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The bounds that the user sets to the parallelism of a job's operators.
 *
 * @param min least parallelism of every operator
 * @param max largest parallelism of every operator
 * @param slots how many the job may use
 * @param sources whether their parallelism may change
 * @param operators what differs for single operators, by vertex id or operator name
 */
public record ParallelismConfig(
    int min, int max, SlotLimit slots, SourceLimit sources, Map<String, OperatorLimit> operators) {
  /** The largest number of key groups that Flink can have. */
  public static final int LARGEST = 1 << 15;

  /** Bounded by slots and key groups alone. */
  public static final ParallelismConfig DEFAULT =
      new ParallelismConfig(1, LARGEST, new SlotLimit.Fixed(), new SourceLimit.Fixed(), Map.of());

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if those of the job or of one operator leave no parallelism
   */
  public ParallelismConfig {
    Require.atLeast("parallelism.min", 1, min);
    Require.atLeast("parallelism.max", min, max);
    Objects.requireNonNull(slots, "slots");
    Objects.requireNonNull(sources, "sources");
    operators = Collections.unmodifiableMap(new LinkedHashMap<>(operators));
    for (OperatorLimit limit : operators.values()) {
      if (limit instanceof OperatorLimit.Within within) {
        Require.atLeast("max of an operator", within.min().orElse(min), within.max().orElse(max));
      }
    }
  }

  /** The user's bounds of an operator of which nothing special is said. */
  public Bounds bounds() {
    return new Bounds(min, max);
  }

  /** The user's bounds of an operator that has bounds of its own. */
  public Bounds bounds(OperatorLimit.Within own) {
    return new Bounds(own.min().orElse(min), own.max().orElse(max));
  }
}
