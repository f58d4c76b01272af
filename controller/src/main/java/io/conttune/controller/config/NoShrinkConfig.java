package io.conttune.controller.config;

import io.conttune.controller.config.setting.Fields;
import io.conttune.controller.config.setting.Scalars;
import io.conttune.controller.config.setting.Section;
import io.conttune.controller.config.setting.Setting;
import java.util.Optional;

/**
 * Signs of a job under pressure, in which no subtasks are taken from it. On by default is only what
 * cannot hold a healthy job.
 *
 * @param heapAbove share of the heap of the job's TaskManagers that is used
 * @param gcAbove share of time that they spend collecting garbage
 * @param stateAbove state of one subtask after the step
 * @param failedCheckpoints the newest checkpoints that have all failed; empty for never
 * @param checkpointAboveInterval time of the newest checkpoint, in intervals between two
 * @param checkpointAboveMean time of the newest checkpoint, in mean times of the run
 */
public record NoShrinkConfig(
    Optional<Double> heapAbove,
    Optional<Double> gcAbove,
    Optional<DataSize> stateAbove,
    Optional<Integer> failedCheckpoints,
    Optional<Double> checkpointAboveInterval,
    Optional<Double> checkpointAboveMean) {
  /** Flink lists no more than ten checkpoints, unless it is told to. */
  private static final int LISTED = 10;

  private static final double LEAST_SHARE = 0.01;
  private static final double MOST_TIMES = 1000;

  private static final Setting<Optional<Double>> HEAP_ABOVE =
      Setting.optional(
          "heap-above",
          Scalars.number(LEAST_SHARE, 1),
          "More than this share of the heap of the TaskManagers that run the job is used.");
  private static final Setting<Optional<Double>> GC_ABOVE =
      Setting.optional(
          "gc-above",
          Scalars.number(LEAST_SHARE, 1),
          "They spend more than this share of time in garbage collection.");
  private static final Setting<Optional<DataSize>> STATE_ABOVE =
      Setting.optional(
          "state-per-subtask-above",
          DataSize.type(),
          "After the step, a subtask of the operator would have more state than this.");
  private static final Setting<Optional<Integer>> FAILED_CHECKPOINTS =
      Setting.of(
          "failed-checkpoints",
          Scalars.integer(1, LISTED).orWord("never"),
          Optional.of(2),
          "So many of the newest checkpoints have all failed.");
  private static final Setting<Optional<Double>> CHECKPOINT_ABOVE_INTERVAL =
      Setting.optional(
          "checkpoint-above-interval",
          Scalars.number(LEAST_SHARE, MOST_TIMES),
          "The newest checkpoint took more than so many times their interval, such as 1.");
  private static final Setting<Optional<Double>> CHECKPOINT_ABOVE_MEAN =
      Setting.optional(
          "checkpoint-above-mean",
          Scalars.number(1, MOST_TIMES),
          "The newest checkpoint took more than so many times the mean of this run.");

  /** What holds where nothing is said. */
  public static final NoShrinkConfig DEFAULT = new Section<>(NoShrinkConfig::bind).standard();

  public NoShrinkConfig {
    HEAP_ABOVE.require(heapAbove);
    GC_ABOVE.require(gcAbove);
    STATE_ABOVE.require(stateAbove);
    FAILED_CHECKPOINTS.require(failedCheckpoints);
    CHECKPOINT_ABOVE_INTERVAL.require(checkpointAboveInterval);
    CHECKPOINT_ABOVE_MEAN.require(checkpointAboveMean);
  }

  static NoShrinkConfig bind(Fields<NoShrinkConfig> fields) {
    return new NoShrinkConfig(
        fields.value(HEAP_ABOVE, NoShrinkConfig::heapAbove),
        fields.value(GC_ABOVE, NoShrinkConfig::gcAbove),
        fields.value(STATE_ABOVE, NoShrinkConfig::stateAbove),
        fields.value(FAILED_CHECKPOINTS, NoShrinkConfig::failedCheckpoints),
        fields.value(CHECKPOINT_ABOVE_INTERVAL, NoShrinkConfig::checkpointAboveInterval),
        fields.value(CHECKPOINT_ABOVE_MEAN, NoShrinkConfig::checkpointAboveMean));
  }

  /** Whether it matters how the TaskManagers of the job are. */
  public boolean asksTaskManagers() {
    return heapAbove.isPresent() || gcAbove.isPresent();
  }

  /** Whether it matters how the checkpoints of the job are. */
  public boolean asksCheckpoints() {
    return stateAbove.isPresent()
        || failedCheckpoints.isPresent()
        || checkpointAboveInterval.isPresent()
        || checkpointAboveMean.isPresent();
  }
}
