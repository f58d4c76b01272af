package io.conttune.controller.config;

import io.conttune.controller.config.setting.Durations;
import io.conttune.controller.config.setting.Fields;
import io.conttune.controller.config.setting.Scalars;
import io.conttune.controller.config.setting.Section;
import io.conttune.controller.config.setting.Setting;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings for capturing the state of a job before a restart.
 *
 * @param mode the kinds of state that may be used
 * @param drainBudget the longest that a savepoint may have to wait for data in flight; empty if it
 *     follows from the job
 * @param checkpointAbove a longer wait than this is avoided where a retained checkpoint will do
 * @param checkpointAge greatest age of a checkpoint: input since then is read again
 */
public record CaptureConfig(
    CaptureMode mode,
    Optional<Duration> drainBudget,
    Duration checkpointAbove,
    Duration checkpointAge) {
  private static final Setting<CaptureMode> CAPTURE =
      Setting.of(
          "capture",
          Scalars.choice(CaptureMode.class),
          CaptureMode.AUTO,
          "State that a restart starts from. `savepoint`: stop with a savepoint. `checkpoint`:"
              + " cancel, and take the newest retained checkpoint. `auto`: the better of the two"
              + " ([rules](rescaling.md)).");
  private static final Setting<Optional<Duration>> DRAIN_BUDGET =
      Setting.optional(
          "drain-budget",
          Durations.from(Duration.ZERO),
          "Longest wait for data in flight that a savepoint may be estimated to need. Beyond it"
              + " `auto` holds, unless a checkpoint will do. Without it: half of"
              + " `execution.checkpointing.timeout` for a job that is short, 1m for any other.");
  private static final Setting<Duration> CHECKPOINT_ABOVE =
      Setting.of(
          "checkpoint-above",
          Durations.from(Duration.ZERO),
          Duration.ofSeconds(1),
          "Where a checkpoint is safe, `auto` takes it rather than wait longer than this.");
  private static final Setting<Duration> CHECKPOINT_AGE =
      Setting.of(
          "checkpoint-age",
          Durations.from(Durations.SHORTEST),
          Duration.ofMinutes(1),
          "Greatest age of a checkpoint that a rescale starts from.");

  /** Waits a second at most where there is a better way. */
  public static final CaptureConfig DEFAULT = new Section<>(CaptureConfig::bind).standard();

  public CaptureConfig {
    CAPTURE.require(mode);
    DRAIN_BUDGET.require(drainBudget);
    CHECKPOINT_ABOVE.require(checkpointAbove);
    CHECKPOINT_AGE.require(checkpointAge);
  }

  static CaptureConfig bind(Fields<CaptureConfig> fields) {
    return new CaptureConfig(
        fields.value(CAPTURE, CaptureConfig::mode),
        fields.value(DRAIN_BUDGET, CaptureConfig::drainBudget),
        fields.value(CHECKPOINT_ABOVE, CaptureConfig::checkpointAbove),
        fields.value(CHECKPOINT_AGE, CaptureConfig::checkpointAge));
  }
}
