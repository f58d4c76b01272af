package io.conttune.collector;

import static io.conttune.collector.Polls.SOURCE;
import static io.conttune.collector.Polls.WORK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conttune.core.metrics.ArrivalRate;
import io.conttune.core.metrics.ArrivalRate.Certainty;
import io.conttune.core.metrics.ArrivalRates;
import io.conttune.core.metrics.Backlog;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.VertexSample;
import io.conttune.core.metrics.VertexState;
import io.conttune.core.rates.TargetRates;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** A job whose source reads 100 records/s, of which something else tells the rate. */
class ToldArrivalsTest {
  private static final double HELD_UP = 0.8;
  private static final double FREE = 0;

  @Test
  void theRateThatIsToldIsTheRealRateOfAThrottledSource() {
    JobMetrics metrics = measured(HELD_UP, told(250, Certainty.MEASURED));

    TargetRates rates = TargetRates.of(Polls.graph(2), metrics, Map.of());

    assertThat(rateOf(rates)).hasValueCloseTo(250.0, within(1e-6));
  }

  @Test
  void aRateBelowWhatTheSourceReadsSaysThatItCatchesUp() {
    JobMetrics metrics = measured(HELD_UP, told(60, Certainty.MEASURED));

    assertThat(backlog(metrics).orElseThrow().growth()).isCloseTo(-40, within(1e-6));
    assertThat(backlog(metrics).orElseThrow().records()).isZero();
  }

  @Test
  void whatCameAndWasNotReadWithinTheWindowWaits() {
    Backlog backlog = backlog(measured(HELD_UP, told(250, Certainty.MEASURED))).orElseThrow();

    assertThat(backlog.records()).isCloseTo(150 * 30, within(1e-6));
  }

  @Test
  void withoutARateTheSourceTellsNoBacklog() {
    assertThat(backlog(measured(HELD_UP, ArrivalRates.NONE))).isEmpty();
  }

  @Test
  void aHintCountsWhileTheSourceIsHeldUp() {
    JobMetrics metrics = measured(HELD_UP, told(250, Certainty.ASSUMED));

    assertThat(backlog(metrics).orElseThrow().growth()).isCloseTo(150, within(1e-6));
  }

  @Test
  void aHintDoesNotCountWhereTheSourceReadsFreely() {
    assertThat(backlog(measured(FREE, told(250, Certainty.ASSUMED)))).isEmpty();
  }

  @Test
  void aHintThatTheSourceExceedsDoesNotCount() {
    assertThat(backlog(measured(HELD_UP, told(60, Certainty.ASSUMED)))).isEmpty();
  }

  @Test
  void aRateThatIsToldReplacesTheGrowthThatTheSourceReports() {
    MetricsWindow window = window();
    WindowResult last = null;
    for (int second = 10; second <= 60; second += 5) {
      VertexSample source = Polls.withPending(source(second, HELD_UP), 1000);
      last =
          window.add(
              Polls.poll(second, source, Polls.work(second))
                  .withArrivals(told(250, Certainty.MEASURED)));
    }

    assertThat(backlog(ready(last))).contains(new Backlog(1000, 150, 1000));
  }

  @Test
  void gaugesTakeTheRateToo() {
    VertexSample source =
        Polls.gauges(SOURCE, Optional.of(Polls.time(0.001, 0.1, 0.1, 0.8)), 100, 100);
    VertexSample work = Polls.gauges(WORK, Optional.of(Polls.time(0.001, 1, 0, 0)), 100, 50);
    MetricsWindow window = window();
    WindowResult last = null;
    for (int second = 70; second <= 120; second += 5) {
      JobSnapshot poll = Polls.poll(second, source, work);
      last = window.add(poll.withArrivals(told(250, Certainty.MEASURED)));
    }

    assertThat(backlog(ready(last)).orElseThrow().growth()).isCloseTo(150, within(1e-6));
  }

  private static OptionalDouble rateOf(TargetRates rates) {
    return rates.match(
        known -> OptionalDouble.of(known.of(WORK).rate().at(2)),
        unknown -> {
          throw new AssertionError(unknown.reason());
        });
  }

  private static Optional<Backlog> backlog(JobMetrics metrics) {
    return metrics.of(SOURCE).backlog();
  }

  private static JobMetrics measured(double backPressured, ArrivalRates arrivals) {
    MetricsWindow window = window();
    WindowResult last = null;
    for (int second = 10; second <= 60; second += 5) {
      JobSnapshot poll = Polls.poll(second, source(second, backPressured), Polls.work(second));
      last = window.add(poll.withArrivals(arrivals));
    }
    return ready(last);
  }

  private static VertexSample source(double second, double backPressured) {
    long n = Math.round(second * 100);
    return Polls.counters(
        SOURCE,
        VertexState.RUNNING,
        n,
        n,
        Polls.time(second, 0.1, 0.9 - backPressured, backPressured));
  }

  private static ArrivalRates told(double perSecond, Certainty certainty) {
    return new ArrivalRates(
        Map.of(SOURCE, new ArrivalRate(perSecond, certainty, "a test")), Map.of());
  }

  private static JobMetrics ready(WindowResult result) {
    return result.match(
        ready -> ready.metrics(),
        notReady -> {
          throw new AssertionError(notReady.reason());
        });
  }

  private static MetricsWindow window() {
    return new MetricsWindow(
        new WindowSettings(
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            MetricSource.AUTO,
            Duration.ofSeconds(30),
            Duration.ofSeconds(60)));
  }
}
