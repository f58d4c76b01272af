package io.conttune.collector;

import static io.conttune.collector.Polls.SOURCE;
import static io.conttune.collector.Polls.WORK;
import static io.conttune.collector.Polls.counters;
import static io.conttune.collector.Polls.healthy;
import static io.conttune.collector.Polls.incomplete;
import static io.conttune.collector.Polls.poll;
import static io.conttune.collector.Polls.source;
import static io.conttune.collector.Polls.time;
import static io.conttune.collector.Polls.withoutTimes;
import static io.conttune.collector.Polls.work;
import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.collector.WindowResult.NotReady;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.metrics.TaskTime;
import io.conttune.core.metrics.VertexSample;
import io.conttune.core.metrics.VertexState;
import org.junit.jupiter.api.Test;

/** A window over vertices that have finished, or that do not report everything. */
class WindowWithoutSomeMetricsTest extends FedWindow {
  @Test
  void leavesOutAFinishedVertex() {
    WindowResult result = null;
    for (int second = 10; second <= 40; second += 5) {
      result = window.add(poll(second, finished(), work(second)));
    }

    assertThat(ready(result).operators()).containsOnlyKeys(WORK);
    assertThat(ready(result).of(WORK).inputRate()).isCloseTo(100, TINY);
  }

  @Test
  void measuresTheRecordsOfAVertexOfWhichSomeSubtasksHaveFinished() {
    WindowResult result = null;
    for (int second = 10; second <= 40; second += 5) {
      VertexSample source = partlyFinished(SOURCE, second * 100L);
      result = window.add(poll(second, source, work(second)));
    }

    assertThat(ready(result).of(SOURCE).outputRate()).isCloseTo(100, TINY);
    assertThat(ready(result).of(SOURCE).time()).isEqualTo(new TaskTime(0, 1, 0));
    assertThat(ready(result).of(WORK).inputRate()).isCloseTo(100, TINY);
  }

  @Test
  void takesAVertexOfWhichSomeSubtasksHaveFinishedToWaitForAConsumerThatIsNeverIdle() {
    WindowResult result = null;
    for (int second = 10; second <= 40; second += 5) {
      VertexSample source = partlyFinished(SOURCE, second * 100L);
      VertexSample work =
          counters(WORK, VertexState.RUNNING, second * 100L, 0, time(2.0 * second, 1, 0, 0));
      result = window.add(poll(second, source, work));
    }

    assertThat(ready(result).of(SOURCE).backPressureShare()).isEqualTo(1);
    assertThat(ready(result).of(SOURCE).processingAbility()).isEmpty();
  }

  @Test
  void doesWithoutTheTimesOfAnOperatorOfWhichSomeSubtasksHaveFinished() {
    WindowResult result = null;
    for (int second = 10; second <= 40; second += 5) {
      VertexSample work = partlyFinished(WORK, second * 100L);
      result = window.add(poll(second, source(second), work));
    }

    assertThat(ready(result).of(WORK).inputRate()).isCloseTo(100, TINY);
  }

  @Test
  void isNotReadyWhenEveryVertexHasFinished() {
    VertexSample done = counters(WORK, VertexState.FINISHED, 9, 9, new TaskTime(1, 1, 1));

    assertThat(notReady(window.add(poll(20, finished(), done))).cause())
        .isEqualTo(NotReadyCause.VERTEX_NOT_RUNNING);
  }

  @Test
  void usesWhatASourceEmitsIfItCountsNothingItReads() {
    WindowResult result = null;
    for (int second = 10; second <= 40; second += 5) {
      VertexSample uncounted =
          counters(SOURCE, VertexState.RUNNING, 0, second * 100L, time(second, 0.2, 0.8, 0));
      result = window.add(poll(second, uncounted, work(second)));
    }

    assertThat(ready(result).of(SOURCE).inputRate()).isCloseTo(100, TINY);
    assertThat(ready(result).of(SOURCE).records()).isEqualTo(3000);
  }

  @Test
  void measuresASourceWithoutTimesOverTheTimeOfTheOthers() {
    WindowResult result = null;
    for (int second = 10; second <= 75; second += 5) {
      int fetched = second / 10 * 10;
      VertexSample legacy = withoutTimes(SOURCE, 0, fetched * 100L);
      result = window.add(poll(second, legacy, work(fetched)));
    }

    OperatorMetrics source = ready(result).of(SOURCE);
    assertThat(source.inputRate()).isCloseTo(100, TINY);
    assertThat(source.time()).isEqualTo(new TaskTime(0, 1, 0));
    assertThat(source.processingAbility()).isEmpty();
  }

  @Test
  void hasNoMeasureOfTimeIfOnlyASourceRunsAndReportsNone() {
    VertexSample done = counters(WORK, VertexState.FINISHED, 9, 9, new TaskTime(1, 1, 1));

    NotReady answer = notReady(window.add(poll(20, withoutTimes(SOURCE, 0, 9), done)));

    assertThat(answer.cause()).isEqualTo(NotReadyCause.METRIC_MISSING);
  }

  @Test
  void passesOverAnIncompletePollAndStaysFull() {
    feed(10, 60);
    WindowResult incomplete = window.add(poll(65, source(65), incomplete(WORK)));
    WindowResult next = window.add(healthy(70));

    assertThat(notReady(incomplete).cause()).isEqualTo(NotReadyCause.METRIC_MISSING);
    assertThat(notReady(incomplete).reason())
        .contains("job vertex 'work' (bb)")
        .contains("busy time");
    assertThat(ready(next).of(WORK).inputRate()).isCloseTo(100, TINY);
  }

  @Test
  void namesTheVertexWhoseRecordsAreMissing() {
    NotReady answer = notReady(window.add(poll(20, incomplete(SOURCE), work(20))));

    assertThat(answer.cause()).isEqualTo(NotReadyCause.METRIC_MISSING);
    assertThat(answer.reason()).contains("'Source: src'").contains("read-records");
  }
}
