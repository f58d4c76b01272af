package io.conttune.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conttune.bigsmall.SurrogateMethod;
import io.conttune.collector.MetricSource;
import io.conttune.collector.MetricsWindow;
import io.conttune.collector.WindowSettings;
import io.conttune.controller.config.Mode;
import io.conttune.controller.store.InMemoryStore;
import io.conttune.core.SettableClock;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.metrics.MeasurementRule;
import io.conttune.core.rescale.FakeCluster;
import io.conttune.core.rescale.FakeRescalePlanner;
import io.conttune.core.rescale.FakeSavepointDisposer;
import io.conttune.core.rescale.FakeStateFinder;
import io.conttune.core.tuning.Bounds;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import io.conttune.core.tuning.Limits;
import io.conttune.core.tuning.LimitsOf;
import io.conttune.ds2.Ds2;
import io.conttune.informed.InformedSettings;
import io.conttune.informed.InformedTuner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The time from an overload to the rescale that relieves it, with the windows that ship. */
class ReactionTest {
  private static final Duration STEADY = Duration.ofSeconds(60);
  private static final int MOMENTS = 5;

  /**
   * A rescale after an overload.
   *
   * @param took time since the load changed
   * @param told the same, as the loop tells it
   */
  private record Reaction(Duration took, Optional<Duration> told) {}

  @ParameterizedTest
  @CsvSource({"500, 3", "5000, 12"})
  void isShortAtAnyMomentBetweenTwoPolls(long pollMillis, long mostSeconds) {
    Duration most = Duration.ofSeconds(mostSeconds);

    assertThat(reactions(Duration.ofMillis(pollMillis)))
        .extracting(Reaction::took)
        .allSatisfy(took -> assertThat(took).isLessThanOrEqualTo(most));
  }

  @ParameterizedTest
  @CsvSource({"500", "5000"})
  void isToldWithTheDecision(long pollMillis) {
    assertThat(reactions(Duration.ofMillis(pollMillis)))
        .allSatisfy(
            reaction ->
                assertThat(reaction.told().orElseThrow().toMillis())
                    .isCloseTo(reaction.took().toMillis(), within(200L)));
  }

  /** The load changes at moments that are spread evenly between two polls. */
  private static List<Reaction> reactions(Duration poll) {
    return LongStream.range(0, MOMENTS)
        .mapToObj(
            moment -> reaction(poll, STEADY.plus(poll.multipliedBy(moment).dividedBy(MOMENTS))))
        .toList();
  }

  private static Reaction reaction(Duration poll, Duration changesAfter) {
    SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
    OverloadedJob job = new OverloadedJob(clock, changesAfter);
    JobController controller = controller(job, clock);
    for (int polls = 0; polls < 1000; polls++) {
      if (controller.step() instanceof StepOutcome.Decided decided
          && decided.record().outcome() == Outcome.STARTED) {
        return new Reaction(Duration.between(job.changesAt(), clock.instant()), decided.reaction());
      }
      clock.advance(poll);
    }
    throw new AssertionError("nothing was done for the overload");
  }

  private static JobController controller(OverloadedJob job, SettableClock clock) {
    FakeCluster cluster = new FakeCluster(FakeRescalePlanner::parallelism);
    cluster.running(TunedJob.FIRST_RUN, TunedJob.FORMER);
    return new JobController(
        new JobSettings(
            TunedJob.NAME,
            Mode.ACT,
            5,
            MeasurementRule.DEFAULT,
            new SavepointRetention(2),
            TunedJob.TIMING,
            new PaybackRule(Duration.ofMinutes(15), Duration.ofSeconds(15)),
            Optional.empty()),
        new InformedTuner(InformedSettings.DEFAULT, SurrogateMethod.LOGLOG.surrogate(), new Ds2()),
        snapshot ->
            new LimitsOf.Fit.Known(
                new Limits(
                    Map.of(
                        FakeJobMonitor.SOURCE,
                        Bounds.fixed(1),
                        FakeJobMonitor.COUNT,
                        new Bounds(2, 16))),
                List.of()),
        new MetricsWindow(
            new WindowSettings(
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(15),
                    MetricSource.COUNTERS,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(60))
                .fromFirstPiece()),
        new JobCluster(
            job,
            new FakeRescalePlanner(),
            cluster,
            cluster,
            new FakeStateFinder(),
            new FakeSavepointDisposer(),
            Optional.empty()),
        JobStores.in(new InMemoryStore(clock)),
        () -> "1".repeat(32),
        clock);
  }
}
