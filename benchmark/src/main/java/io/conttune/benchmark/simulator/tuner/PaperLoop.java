package io.conttune.benchmark.simulator.tuner;

import io.conttune.benchmark.simulator.workload.Workload.SourceRateKnowledge;
import io.conttune.collector.MetricSource;
import io.conttune.collector.WindowSettings;
import io.conttune.controller.config.Mode;
import io.conttune.controller.loop.JobSettings;
import io.conttune.controller.loop.LoopTiming;
import io.conttune.controller.loop.PaybackRule;
import io.conttune.controller.loop.SavepointRetention;
import io.conttune.core.metrics.MeasurementRule;
import java.time.Duration;
import java.util.Optional;

/** The control loop with the windows of the paper, in which nothing but the tuner decides. */
final class PaperLoop {
  private static final Duration WINDOW = Duration.ofSeconds(30);
  private static final Duration WARM_UP = Duration.ofSeconds(10);

  /**
   * If sources do not report their backlog, catching up after a restart looks like load. For this
   * long nothing is decided then.
   */
  private static final Duration CATCH_UP = Duration.ofMinutes(2);

  private PaperLoop() {}

  /** The loop around the tuner of a contender. */
  static LoopSetup of(Contender contender, TunerContext context) {
    boolean known = context.workload().sourceRate() == SourceRateKnowledge.KNOWN;
    WindowSettings defaults = WindowSettings.DEFAULT;
    return new LoopSetup(
        contender.tuner(context),
        new JobSettings(
            context.workload().name(),
            Mode.ACT,
            contender.topK(),
            MeasurementRule.DEFAULT,
            new SavepointRetention(1),
            new LoopTiming(
                known ? Duration.ZERO : CATCH_UP,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Optional.empty()),
            new PaybackRule(Duration.ZERO, Duration.ZERO),
            Optional.empty()),
        new WindowSettings(
            WINDOW, WARM_UP, MetricSource.COUNTERS, defaults.staleness(), defaults.gaugeRamp()),
        false);
  }
}
