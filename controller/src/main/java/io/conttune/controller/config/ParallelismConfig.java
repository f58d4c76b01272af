package io.conttune.controller.config;

import io.conttune.controller.config.setting.Fields;
import io.conttune.controller.config.setting.Mismatch;
import io.conttune.controller.config.setting.ScalarType;
import io.conttune.controller.config.setting.Scalars;
import io.conttune.controller.config.setting.Section;
import io.conttune.controller.config.setting.Setting;
import io.conttune.controller.config.setting.ValueType;
import io.conttune.core.Require;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.tuning.Bounds;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The bounds that the user sets to the parallelism of a job's operators.
 *
 * @param min least parallelism of every operator
 * @param max largest parallelism of every operator
 * @param slots number of slots that the job may use
 * @param sources whether their parallelism may change
 * @param operators what differs for single operators, by vertex id or operator name
 */
public record ParallelismConfig(
    int min, int max, SlotLimit slots, SourceLimit sources, Map<String, OperatorLimit> operators) {
  static final ScalarType<Integer> COUNT = Scalars.integer(1, JobVertex.LARGEST_PARALLELISM);

  private static final Setting<Integer> MIN =
      Setting.of("min", COUNT, 1, "Least parallelism of every operator.");
  private static final Setting<Integer> MAX =
      Setting.of(
          "max", COUNT, JobVertex.LARGEST_PARALLELISM, "Largest parallelism of every operator.");
  private static final Setting<SlotLimit> SLOTS =
      Setting.of(
          "slots",
          COUNT
              .orWord("fixed")
              .map(
                  most -> most.<SlotLimit>map(SlotLimit.Given::new).orElse(new SlotLimit.Fixed()),
                  limit -> limit.given().stream().boxed().findFirst()),
          new SlotLimit.Fixed(),
          "Slots that the job may use. `fixed`: its own and the free ones that the cluster shows."
              + " A number: for clusters that get slots on demand.");
  private static final Setting<SourceLimit> SOURCES =
      Setting.of(
          "sources",
          COUNT
              .orWord("partitions")
              .orWord("fixed")
              .map(ParallelismConfig::sourceLimit, ParallelismConfig::words),
          new SourceLimit.Fixed(),
          "Parallelism of sources. `fixed`: they keep what they have. `partitions`: up to one"
              + " subtask for each partition that [they tell](#partitions-of-a-source). A number:"
              + " their partitions, where they do not tell them.");

  /** Bounded by slots and key groups alone. */
  public static final ParallelismConfig DEFAULT = new Section<>(ParallelismConfig::bind).standard();

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if those of the job or of one operator leave no parallelism
   */
  public ParallelismConfig {
    MIN.require(min);
    MAX.require(max);
    Require.atLeast("max", min, max);
    Objects.requireNonNull(slots, "slots");
    Objects.requireNonNull(sources, "sources");
    operators = Collections.unmodifiableMap(new LinkedHashMap<>(operators));
    for (OperatorLimit limit : operators.values()) {
      limit
          .within()
          .ifPresent(
              within ->
                  Require.atLeast(
                      "max of an operator", within.min().orElse(min), within.max().orElse(max)));
    }
  }

  static ParallelismConfig bind(Fields<ParallelismConfig> fields) {
    int min = fields.value(MIN, ParallelismConfig::min);
    int max = fields.value(MAX, ParallelismConfig::max);
    int least = fields.holds(min <= max, minAboveMax(min, max), MIN, MAX) ? min : max;
    return new ParallelismConfig(
        least,
        max,
        fields.value(SLOTS, ParallelismConfig::slots),
        fields.value(SOURCES, ParallelismConfig::sources),
        fields.value(operators(least, max), ParallelismConfig::operators));
  }

  private static Setting<Map<String, OperatorLimit>> operators(int min, int max) {
    return Setting.of(
        "operators",
        ValueType.mapOf(
            ParallelismConfig::operatorName, new Section<>(OperatorLimit.binding(min, max))),
        Map.of(),
        "Bounds of [single operators](#single-operators), by vertex id or operator name.");
  }

  /** A number, the inner word or, if it is empty, the outer one. */
  private static SourceLimit sourceLimit(Optional<Optional<Integer>> given) {
    return given
        .map(
            told ->
                told.<SourceLimit>map(SourceLimit.Partitions::new).orElse(new SourceLimit.Told()))
        .orElse(new SourceLimit.Fixed());
  }

  private static Optional<Optional<Integer>> words(SourceLimit limit) {
    return limit.equals(new SourceLimit.Fixed())
        ? Optional.empty()
        : Optional.of(limit.given().stream().boxed().findFirst());
  }

  static String operatorName(String name) throws Mismatch {
    if (name.isBlank()) {
      throw new Mismatch("is blank, expected a vertex id or an operator name");
    }
    return name;
  }

  static String minAboveMax(int min, int max) {
    return "min %d is above max %d, expected min at most max".formatted(min, max);
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
