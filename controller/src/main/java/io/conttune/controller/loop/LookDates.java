package io.conttune.controller.loop;

import io.conttune.core.history.Observation;
import io.conttune.core.identity.Fingerprints;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TunerState.Informed.Shift;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Dates the looks of one loop after everything that is remembered of the job. What a tuner knows is
 * in the order of its dates. But the time of day may have been set back while no controller ran, or
 * another machine's may be behind. Not thread-safe.
 */
final class LookDates {
  private final String jobName;
  private final int topK;
  private final JobStores stores;

  /** By how much looks are dated later than by the time of day; empty before the first. */
  private Optional<Duration> ahead = Optional.empty();

  /**
   * Dates the looks at one job.
   *
   * @param topK observations of each operator and parallelism that a tuner is given
   */
  LookDates(String jobName, int topK, JobStores stores) {
    this.jobName = jobName;
    this.topK = topK;
    this.stores = stores;
  }

  /** The same look, dated after what was known before the first one. */
  JobSnapshot dated(JobSnapshot look) {
    Duration by = ahead.orElseGet(() -> behindMemory(look));
    ahead = Optional.of(by);
    return by.isZero() ? look : look.later(by);
  }

  private Duration behindMemory(JobSnapshot look) {
    Stream<Instant> observed =
        stores
            .observations()
            .history(jobName, Fingerprints.of(look.graph()), topK)
            .observations()
            .stream()
            .map(Observation::at);
    Stream<Instant> remembered =
        stores.tunerStates().tunerState(jobName).stream().flatMap(LookDates::datesOf);
    return Stream.concat(observed, remembered)
        .max(Comparator.naturalOrder())
        .map(newest -> Duration.between(look.takenAt(), newest))
        .filter(behind -> !behind.isNegative())
        .orElse(Duration.ZERO);
  }

  private static Stream<Instant> datesOf(TunerState state) {
    return state.match(
        contTune -> Stream.empty(),
        ds2 -> Stream.empty(),
        informed ->
            Stream.concat(
                Stream.of(informed.tuning().at()),
                informed.operators().values().stream()
                    .flatMap(known -> known.shifts().stream())
                    .map(Shift::at)),
        none -> Stream.empty());
  }
}
