package io.conttune.controller.trial;

import io.conttune.controller.config.MetricsConfig;
import java.time.Duration;

/**
 * Fits the measurement of a job into the time for which it is watched: three windows, so that the
 * last one follows a look at what came before it.
 *
 * @param length for which jobs are watched
 */
record TrialPace(Duration length) {
  private static final int WINDOWS = 3;
  private static final int POLLS_IN_WINDOW = 6;
  private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(2);
  private static final Duration SHORTEST_POLL = Duration.ofMillis(250);

  MetricsConfig metrics() {
    MetricsConfig usual = MetricsConfig.DEFAULT;
    Duration window = shorter(usual.window(), longer(SHORTEST_WINDOW, length.dividedBy(WINDOWS)));
    Duration poll = shorter(usual.poll(), longer(SHORTEST_POLL, window.dividedBy(POLLS_IN_WINDOW)));
    return new MetricsConfig(
        poll,
        window,
        shorter(usual.warmUp(), window),
        usual.source(),
        usual.staleness(),
        usual.gaugeRamp(),
        usual.deadline());
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
