package io.conttune.controller.config;

import io.conttune.controller.config.setting.Fields;
import io.conttune.controller.config.setting.Mismatch;
import io.conttune.controller.config.setting.ScalarType;
import io.conttune.controller.config.setting.Scalars;
import io.conttune.controller.config.setting.Section;
import io.conttune.controller.config.setting.Setting;
import io.conttune.controller.config.setting.ValueType;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Bounds that the owner of a job sets to its tuner: how often, how far and when it may rescale.
 *
 * @param rescalesPerHour the most rescales within an hour
 * @param largestStepUp the most subtasks by which one rescale lets an operator grow
 * @param largestStepDown the most subtasks that one rescale takes from an operator
 * @param pauseAfterFailures failed rescales in a row after which the job is paused
 * @param noChange windows in which the tuner changes nothing
 * @param atLeast the least parallelism of every operator in a window, by that window
 * @param clusterSlots the most slots that all jobs of the cluster may hold together
 * @param jobSlots the most slots that this job may hold
 * @param shrinking when subtasks may be taken away
 */
public record GuardRailsConfig(
    Optional<Integer> rescalesPerHour,
    Optional<Integer> largestStepUp,
    Optional<Integer> largestStepDown,
    Optional<Integer> pauseAfterFailures,
    List<TimeWindow> noChange,
    Map<String, Integer> atLeast,
    Optional<Integer> clusterSlots,
    Optional<Integer> jobSlots,
    ShrinkConfig shrinking) {
  private static final ScalarType<Integer> NUMBER = Scalars.integer(1, 1000);
  private static final Setting<Optional<Integer>> RESCALES_PER_HOUR =
      Setting.optional("rescales-per-hour", NUMBER, "Most rescales that end within an hour.");
  private static final Setting<Optional<Integer>> LARGEST_STEP_UP =
      Setting.optional(
          "largest-step-up",
          ParallelismConfig.COUNT,
          "Most subtasks by which one rescale lets an operator grow.");
  private static final Setting<Optional<Integer>> LARGEST_STEP_DOWN =
      Setting.optional(
          "largest-step-down",
          ParallelismConfig.COUNT,
          "Most subtasks that one rescale takes from an operator.");
  private static final Setting<Optional<Integer>> PAUSE_AFTER_FAILURES =
      Setting.optional(
          "pause-after-failures",
          NUMBER,
          "Rescales that fail in a row, after which the job is [paused](steering.md) until a person"
              + " resumes it.");
  private static final Setting<List<TimeWindow>> NO_CHANGE =
      Setting.of(
          "no-change",
          ValueType.listOf(TimeWindow.type()),
          List.of(),
          "[Windows](#windows) in which the tuner changes nothing, such as `22:00-06:00"
              + " Europe/Berlin`. Without a time zone: UTC.");
  private static final Setting<Map<String, Integer>> AT_LEAST =
      Setting.of(
          "at-least",
          ValueType.mapOf(GuardRailsConfig::window, ParallelismConfig.COUNT),
          Map.of(),
          "Least parallelism of every operator that is tuned, by the [window](#windows).");

  private static final ScalarType<Integer> SLOTS = Scalars.integer(1, 1_000_000);
  private static final Setting<Optional<Integer>> CLUSTER_SLOTS =
      Setting.optional(
          "cluster-slots",
          SLOTS,
          "Most task slots that all jobs of the cluster may hold together if this one grows.");

  private static final Setting<Optional<Integer>> JOB_SLOTS =
      Setting.optional(
          "job-slots",
          SLOTS,
          "Most task slots that this job may hold if it grows, in all its slot-sharing groups.");

  /** Nothing but the tuner's own care. */
  public static final GuardRailsConfig NONE = new Section<>(GuardRailsConfig::bind).standard();

  public GuardRailsConfig {
    RESCALES_PER_HOUR.require(rescalesPerHour);
    LARGEST_STEP_UP.require(largestStepUp);
    LARGEST_STEP_DOWN.require(largestStepDown);
    PAUSE_AFTER_FAILURES.require(pauseAfterFailures);
    noChange = List.copyOf(noChange);
    AT_LEAST.require(atLeast);
    atLeast = Collections.unmodifiableMap(new LinkedHashMap<>(atLeast));
    atLeast.keySet().forEach(GuardRailsConfig::parsed);
    CLUSTER_SLOTS.require(clusterSlots);
    JOB_SLOTS.require(jobSlots);
    Objects.requireNonNull(shrinking, "shrinking");
  }

  static GuardRailsConfig bind(Fields<GuardRailsConfig> fields) {
    return new GuardRailsConfig(
        fields.value(RESCALES_PER_HOUR, GuardRailsConfig::rescalesPerHour),
        fields.value(LARGEST_STEP_UP, GuardRailsConfig::largestStepUp),
        fields.value(LARGEST_STEP_DOWN, GuardRailsConfig::largestStepDown),
        fields.value(PAUSE_AFTER_FAILURES, GuardRailsConfig::pauseAfterFailures),
        fields.value(NO_CHANGE, GuardRailsConfig::noChange),
        fields.value(AT_LEAST, GuardRailsConfig::atLeast),
        fields.value(CLUSTER_SLOTS, GuardRailsConfig::clusterSlots),
        fields.value(JOB_SLOTS, GuardRailsConfig::jobSlots),
        fields.part(ShrinkConfig::bind, GuardRailsConfig::shrinking));
  }

  /** The window, at this moment, in which nothing is changed. */
  public Optional<TimeWindow> closedAt(Instant moment) {
    return noChange.stream().filter(window -> window.covers(moment)).findFirst();
  }

  /** The least parallelism at this moment with the window that asks for it. */
  public Optional<Map.Entry<String, Integer>> leastAt(Instant moment) {
    return atLeast.entrySet().stream()
        .filter(entry -> parsed(entry.getKey()).covers(moment))
        .max(Map.Entry.comparingByValue());
  }

  private static String window(String text) throws Mismatch {
    TimeWindow.of(text);
    return text;
  }

  private static TimeWindow parsed(String text) {
    try {
      return TimeWindow.of(text);
    } catch (Mismatch e) {
      throw new IllegalArgumentException("at-least " + e.getMessage(), e);
    }
  }
}
