package io.conttune.benchmark.simulator.tuner;

import io.conttune.collector.WindowSettings;
import io.conttune.controller.loop.JobSettings;
import io.conttune.core.tuning.Tuner;

/**
 * The tuner of a simulated job, with its settings.
 *
 * @param tuner decides
 * @param settings of the control loop around it
 * @param window of the metrics that it decides on
 */
public record LoopSetup(Tuner tuner, JobSettings settings, WindowSettings window) {}
