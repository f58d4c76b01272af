package io.conttune.controller.config;

import io.conttune.controller.config.setting.Binding;
import io.conttune.controller.config.setting.Fields;
import io.conttune.controller.config.setting.Scalars;
import io.conttune.controller.config.setting.Setting;
import io.conttune.controller.config.setting.ValueType;
import io.conttune.controller.config.setting.Variants;
import io.conttune.core.Require;
import io.conttune.core.graph.JobVertex;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The user's bounds of one operator, where they differ from those of the job. */
public sealed interface OperatorLimit {
  /** The bounds; empty if it keeps its parallelism. */
  Optional<Within> within();

  /** It keeps its parallelism. */
  record Excluded() implements OperatorLimit {
    @Override
    public Optional<Within> within() {
      return Optional.empty();
    }
  }

  /** Bounds of its own, which replace those of the job where they are given. */
  record Within(OptionalInt min, OptionalInt max) implements OperatorLimit {
    private static final ValueType<OptionalInt> COUNT =
        ParallelismConfig.COUNT
            .optional()
            .map(
                count -> count.map(OptionalInt::of).orElseGet(OptionalInt::empty),
                count -> count.isPresent() ? Optional.of(count.getAsInt()) : Optional.empty());
    private static final Setting<OptionalInt> MIN =
        Setting.of("min", COUNT, OptionalInt.empty(), "Least parallelism of this operator.");
    private static final Setting<OptionalInt> MAX =
        Setting.of("max", COUNT, OptionalInt.empty(), "Largest parallelism of this operator.");

    public Within {
      MIN.require(min);
      MAX.require(max);
      Require.atLeast("max", min.orElse(1), max.orElse(JobVertex.LARGEST_PARALLELISM));
    }

    @Override
    public Optional<Within> within() {
      return Optional.of(this);
    }

    /** Bounds that leave a parallelism within those of the job, where they say nothing. */
    private static Within bind(Fields<Within> fields, int jobMin, int jobMax) {
      OptionalInt min = fields.value(MIN, Within::min);
      OptionalInt max = fields.value(MAX, Within::max);
      int least = min.orElse(jobMin);
      int most = max.orElse(jobMax);
      return fields.holds(least <= most, ParallelismConfig.minAboveMax(least, most), MIN, MAX)
          ? new Within(min, max)
          : new Within(OptionalInt.empty(), OptionalInt.empty());
    }
  }

  /**
   * Binds the keys of one operator.
   *
   * @param min least parallelism of the job's operators
   * @param max largest parallelism of the job's operators
   */
  static Binding<OperatorLimit> binding(int min, int max) {
    Variants<Boolean, OperatorLimit> variants =
        new Variants<>(
            Setting.of(
                "exclude", Scalars.bool(), false, "Whether this operator keeps its parallelism."),
            List.of(true, false),
            isExcluded ->
                isExcluded
                    ? Variants.only(Excluded.class, fields -> new Excluded())
                    : Variants.only(Within.class, fields -> Within.bind(fields, min, max)),
            Excluded.class::isInstance);
    return fields -> fields.variant(variants, limit -> limit);
  }
}
