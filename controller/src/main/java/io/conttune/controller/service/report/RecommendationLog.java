package io.conttune.controller.service.report;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Decides when a recommendation is told: when it is another one than the last, or comes back after
 * a long time. A job at the edge of what is worth a change gets the same one again and again, and
 * in between none. Not thread-safe.
 */
final class RecommendationLog {
  /** A recommendation that was not given for so long is news when it comes back. */
  private static final Duration FORGOTTEN = Duration.ofHours(1);

  /**
   * A recommendation.
   *
   * @param given measures the time since it was given last
   */
  private record Given(String jobId, Map<OperatorId, Integer> parallelism, Stopwatch given) {}

  private final SteadyClock clock;
  private Optional<Given> last = Optional.empty();

  RecommendationLog(SteadyClock clock) {
    this.clock = clock;
  }

  /** Returns whether this recommendation is to be told now, and takes it for told then. */
  boolean isNews(String jobId, Map<OperatorId, Integer> parallelism) {
    boolean isSame =
        last.filter(before -> !before.given().hasRunFor(FORGOTTEN))
            .filter(before -> before.jobId().equals(jobId))
            .filter(before -> before.parallelism().equals(parallelism))
            .isPresent();
    last = Optional.of(new Given(jobId, parallelism, Stopwatch.start(clock)));
    return !isSame;
  }
}
