package io.conttune.collector;

import static io.conttune.collector.Polls.SOURCE;
import static io.conttune.collector.Polls.counters;
import static io.conttune.collector.Polls.healthy;
import static io.conttune.collector.Polls.poll;
import static io.conttune.collector.Polls.source;
import static io.conttune.collector.Polls.time;
import static io.conttune.collector.Polls.withPending;
import static io.conttune.collector.Polls.work;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.metrics.VertexSample;
import io.conttune.core.metrics.VertexState;
import org.junit.jupiter.api.Test;

/** The growth of a backlog, and the drift of the rate, within a window. */
class WindowTrendsTest extends FedWindow {
  @Test
  void findsTheGrowthOfTheBacklogInSpiteOfAnOldFirstValue() {
    WindowResult result = null;
    for (int second = 10; second <= 40; second += 2) {
      int fetched = second == 10 ? 4 : second;
      VertexSample source = withPending(source(fetched), 1000 + 20L * fetched);
      result = window.add(poll(second, source, work(second)));
    }

    OperatorMetrics source = ready(result).of(SOURCE);
    assertThat(source.backlog().orElseThrow().records()).isEqualTo(1800);
    assertThat(source.backlog().orElseThrow().growth()).isCloseTo(20, within(1e-6));
  }

  @Test
  void findsThatABacklogFalls() {
    WindowResult result = null;
    for (int second = 10; second <= 40; second += 5) {
      VertexSample source = withPending(source(second), 5000 - 50L * second);
      result = window.add(poll(second, source, work(second)));
    }

    assertThat(ready(result).of(SOURCE).backlog().orElseThrow().growth())
        .isCloseTo(-50, within(1e-6));
  }

  @Test
  void knowsNoGrowthOfABacklogThatIsReportedSinceAMoment() {
    WindowResult result = null;
    for (int second = 10; second <= 40; second += 5) {
      VertexSample source = second < 35 ? source(second) : withPending(source(second), second);
      result = window.add(poll(second, source, work(second)));
    }

    assertThat(ready(result).of(SOURCE).backlog()).isEmpty();
  }

  @Test
  void seesNoDriftInASteadyLoad() {
    JobMetrics metrics = ready(feed(10, 60));

    assertThat(metrics.drift().orElseThrow()).isCloseTo(0, TINY);
  }

  @Test
  void measuresTheDriftBetweenTheHalvesOfTheWindow() {
    WindowResult last = feed(10, 45);
    for (int second = 50; second <= 60; second += 5) {
      long read = 4500 + (second - 45) * 300L;
      VertexSample faster =
          counters(SOURCE, VertexState.RUNNING, read, read, time(second, 0.1, 0.9, 0));
      last = window.add(poll(second, faster, work(second)));
    }

    // 100 records/s from second 30 to 45, 300 from 45 to 60.
    assertThat(ready(last).drift().orElseThrow()).isCloseTo(1.0, TINY);
  }

  @Test
  void countsWhatIsLeftInTheBacklogAsLoadAndNotAsDrift() {
    WindowResult last = null;
    for (int second = 10; second <= 60; second += 5) {
      long pending = 10_000 + second * 50L;
      last = window.add(poll(second, withPending(source(second), pending), work(second)));
    }

    assertThat(ready(last).drift().orElseThrow()).isCloseTo(0, TINY);
  }

  @Test
  void cannotTellADriftFromTwoPolls() {
    window.add(healthy(10));

    assertThat(ready(window.add(healthy(60))).drift()).isEmpty();
  }
}
