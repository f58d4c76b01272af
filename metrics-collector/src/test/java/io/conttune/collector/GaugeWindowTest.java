package io.conttune.collector;

import static io.conttune.collector.Polls.SOURCE;
import static io.conttune.collector.Polls.WORK;
import static io.conttune.collector.Polls.gauges;
import static io.conttune.collector.Polls.healthy;
import static io.conttune.collector.Polls.poll;
import static io.conttune.collector.Polls.source;
import static io.conttune.collector.Polls.withoutTimes;
import static io.conttune.collector.Polls.work;
import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.collector.WindowResult.NotReady;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.metrics.TaskTime;
import io.conttune.core.metrics.VertexSample;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A window of gauges, and the choice between gauges and counters. */
class GaugeWindowTest extends FedWindow {
  @Test
  void waitsUntilGaugesHaveClimbedAndThenTakesTheirMean() {
    MetricsWindow gauged = window(MetricSource.AUTO);
    WindowResult atTheEndOfTheRamp = null;
    for (int second = 5; second < 60; second += 5) {
      atTheEndOfTheRamp = gauged.add(gaugePoll(second, 130.0 * second / 60));
    }
    WindowResult result = null;
    for (int second = 60; second <= 90; second += 5) {
      result = gauged.add(gaugePoll(second, second % 10 == 0 ? 132 : 128));
    }

    assertThat(notReady(atTheEndOfTheRamp).cause()).isEqualTo(NotReadyCause.GAUGES_CLIMBING);
    OperatorMetrics work = ready(result).of(WORK);
    assertThat(work.inputRate()).isCloseTo((4 * 132 + 3 * 128) / 7.0, TINY);
    assertThat(work.time().busy()).isCloseTo(0.7, TINY);
    assertThat(work.records()).isEqualTo(Math.round(work.inputRate() * 30));
    assertThat(ready(result).of(SOURCE).time()).isEqualTo(new TaskTime(0, 1, 0));
  }

  @Test
  void ignoresGaugesIfCountersAreAskedFor() {
    VertexSample source = withoutTimes(SOURCE, 9, 9);
    VertexSample work = withoutTimes(WORK, 9, 9);

    NotReady answer = notReady(window(MetricSource.COUNTERS).add(poll(70, source, work)));

    assertThat(answer.cause()).isEqualTo(NotReadyCause.METRIC_MISSING);
    assertThat(answer.reason()).contains("accumulated busy time").contains("1.16");
  }

  @Test
  void ignoresCountersIfGaugesAreAskedFor() {
    NotReady answer = notReady(window(MetricSource.GAUGES).add(healthy(70)));

    assertThat(answer.cause()).isEqualTo(NotReadyCause.METRIC_MISSING);
    assertThat(answer.reason()).contains("PerSecond");
  }

  @Test
  void namesTheMissingGaugeOfAnOldVersion() {
    VertexSample work = gauges(WORK, Optional.empty(), 100, 100);
    VertexSample source = gauges(SOURCE, Optional.empty(), 100, 100);

    NotReady answer = notReady(window(MetricSource.GAUGES).add(poll(70, source, work)));

    assertThat(answer.reason()).contains("busyTimeMsPerSecond").contains("patch");
  }
}
