package io.conttune.benchmark.simulator.tuner;

import io.conttune.collector.WindowSettings;
import io.conttune.controller.loop.JobSettings;
import io.conttune.controller.loop.Pace;
import io.conttune.core.tuning.Tuner;
import java.time.Duration;

/**
 * The tuner of a simulated job, with its settings.
 *
 * @param tuner decides
 * @param settings of the control loop around it
 * @param window of the metrics that it decides on
 * @param looksAgainSoon whether the loop waits for less than a poll once the load has changed
 */
public record LoopSetup(
    Tuner tuner, JobSettings settings, WindowSettings window, boolean looksAgainSoon) {
  private static final Duration RESCALE_POLL = Duration.ofSeconds(1);

  /** The time between the steps of the loop, for a time between two looks. */
  public Pace pace(Duration poll) {
    return looksAgainSoon ? Pace.hurrying(poll, RESCALE_POLL) : new Pace(poll, RESCALE_POLL);
  }
}
