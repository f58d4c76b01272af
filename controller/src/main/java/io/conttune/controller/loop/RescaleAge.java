package io.conttune.controller.loop;

import io.conttune.core.rescale.RecordAges;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.time.Begin;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Measures how long a job's newest rescale lasts, by the time that passes. If another process began
 * the rescale, the store tells how long ago it was written last, and the journal what came before.
 * The time of day of this machine never counts. Not thread-safe.
 */
final class RescaleAge {
  private final String jobName;
  private final RecordAges ages;
  private final SteadyClock clock;
  private Optional<Known> known = Optional.empty();

  RescaleAge(String jobName, RecordAges ages, SteadyClock clock) {
    this.jobName = jobName;
    this.ages = ages;
    this.clock = clock;
  }

  /**
   * A rescale as this process came to know it.
   *
   * @param entry as the journal had it then
   * @param written measures the time since the journal got it so
   */
  private record Known(RescaleEntry entry, Stopwatch written) {
    Duration beforeWritten() {
      Duration passed = Duration.between(entry.startedAt(), entry.stageSince());
      return passed.isNegative() ? Duration.ZERO : passed;
    }
  }

  /**
   * Takes note of the newest rescale before its step, so that no store is asked once the step has
   * acted.
   *
   * @throws io.conttune.core.StoreUnavailableException if the store cannot tell its age
   */
  void know(RescaleEntry entry) {
    if (of(entry).isEmpty()) {
      Duration age = ages.ofNewestRescale(jobName).orElse(Duration.ZERO);
      known = Optional.of(new Known(entry, Stopwatch.startedAgo(clock, age)));
    }
  }

  /** The moment at which this rescale was planned. */
  Begin planned(RescaleEntry entry) {
    return new Begin(
        entry.startedAt(),
        of(entry)
            .map(it -> new Stopwatch(clock, it.written().startedAt().minus(it.beforeWritten())))
            .orElseGet(() -> Stopwatch.start(clock)));
  }

  /**
   * The moment at which this rescale entered its stage; the present moment if its entry was written
   * again since.
   */
  Begin inStage(RescaleEntry entry) {
    Instant since = entry.stageSince();
    return new Begin(
        since,
        of(entry)
            .filter(it -> it.entry().stageSince().equals(since))
            .map(Known::written)
            .orElseGet(() -> Stopwatch.start(clock)));
  }

  private Optional<Known> of(RescaleEntry entry) {
    return known.filter(it -> it.entry().id().equals(entry.id()));
  }
}
