package io.conttune.collector;

import static io.conttune.collector.Polls.SOURCE;
import static io.conttune.collector.Polls.WORK;
import static io.conttune.collector.Polls.counters;
import static io.conttune.collector.Polls.gauges;
import static io.conttune.collector.Polls.graph;
import static io.conttune.collector.Polls.healthy;
import static io.conttune.collector.Polls.incomplete;
import static io.conttune.collector.Polls.poll;
import static io.conttune.collector.Polls.source;
import static io.conttune.collector.Polls.time;
import static io.conttune.collector.Polls.withPending;
import static io.conttune.collector.Polls.withoutTimes;
import static io.conttune.collector.Polls.work;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.conttune.collector.WindowResult.NotReady;
import io.conttune.collector.WindowResult.Ready;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.JobState;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.metrics.TaskTime;
import io.conttune.core.metrics.VertexSample;
import io.conttune.core.metrics.VertexSample.BusiestTime;
import io.conttune.core.metrics.VertexSample.Gauges;
import io.conttune.core.metrics.VertexState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MetricsWindowTest {
  private static final Offset<Double> TINY = within(1e-9);
  private static final Instant RUNNING = Polls.RUNNING;

  private final MetricsWindow window = window(MetricSource.AUTO);

  @Test
  void measuresRatesAndSharesOverTheWindow() {
    JobMetrics metrics = ready(feed(10, 60));

    OperatorMetrics work = metrics.of(WORK);
    assertThat(metrics.until()).isEqualTo(RUNNING.plusSeconds(60));
    assertThat(metrics.length()).isEqualTo(Duration.ofSeconds(30));
    assertThat(work.parallelism()).isEqualTo(2);
    assertThat(work.records()).isEqualTo(3000);
    assertThat(work.inputRate()).isCloseTo(100, TINY);
    assertThat(work.outputRate()).isCloseTo(50, TINY);
    assertThat(work.time().busy()).isCloseTo(0.6, TINY);
    assertThat(work.time().total()).isCloseTo(1, TINY);
    assertThat(work.backPressureShare()).isCloseTo(0.1, TINY);
    assertThat(work.processingAbility().orElseThrow()).isCloseTo(166.67, within(0.01));
  }

  @Test
  void tellsTheRunInPiecesFromPollToPoll() {
    Ready ready = (Ready) feed(10, 60);

    assertThat(ready.pieces()).hasSize(10);
    assertThat(ready.pieces().get(9).until()).isEqualTo(RUNNING.plusSeconds(60));
    assertThat(ready.pieces())
        .allSatisfy(
            piece -> {
              assertThat(piece.length()).isEqualTo(Duration.ofSeconds(5));
              assertThat(piece.of(WORK).inputRate()).isCloseTo(100, TINY);
            });
  }

  @Test
  void aPieceIsNoShorterThanItShallBe() {
    MetricsWindow coarse =
        new MetricsWindow(
            new WindowSettings(
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                MetricSource.COUNTERS,
                Duration.ofSeconds(20),
                Duration.ZERO,
                Duration.ofSeconds(30),
                Duration.ofSeconds(8)));

    WindowResult result = null;
    for (int second = 10; second <= 60; second += 5) {
      result = coarse.add(poll(second, source(second), work(second)));
    }

    assertThat(((Ready) result).pieces())
        .extracting(JobMetrics::length)
        .containsOnly(Duration.ofSeconds(10));
  }

  @Test
  void isToldFromItsFirstPieceOnIfThatIsWanted() {
    MetricsWindow early =
        new MetricsWindow(
            new WindowSettings(
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(10),
                    MetricSource.COUNTERS,
                    Duration.ofSeconds(20),
                    Duration.ZERO)
                .fromFirstPiece());

    assertThat(early.add(poll(10, source(10), work(10)))).isInstanceOf(NotReady.class);
    assertThat(ready(early.add(poll(15, source(15), work(15)))).length())
        .isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void measuresTheBusiestSubtaskOverTheWindow() {
    WindowResult result = null;
    for (int second = 10; second <= 60; second += 5) {
      BusiestTime busiest = new BusiestTime(second * 900.0, second * 1000.0);
      result = window.add(poll(second, source(second), work(second).withBusiest(busiest)));
    }

    OperatorMetrics work = ready(result).of(WORK);
    assertThat(work.busiest().orElseThrow()).isCloseTo(0.9, TINY);
    assertThat(work.time().busy()).isCloseTo(0.6, TINY);
    assertThat(work.processingAbility().orElseThrow()).isCloseTo(100 / 0.9, within(0.01));
  }

  @Test
  void doesNotTellTheBusiestSubtaskOfAWindowThatSawItInItsLastPollsOnly() {
    feed(10, 50);
    window.add(poll(55, source(55), work(55).withBusiest(new BusiestTime(50_000, 55_000))));
    WindowResult result =
        window.add(poll(60, source(60), work(60).withBusiest(new BusiestTime(55_000, 60_000))));

    assertThat(ready(result).of(WORK).busiest()).isEmpty();
  }

  @Test
  void isNotReadyUntilWarmAndFull() {
    assertThat(notReady(feed(5, 5)).cause()).isEqualTo(NotReadyCause.WARMING_UP);
    assertThat(notReady(feed(10, 35)).cause()).isEqualTo(NotReadyCause.WINDOW_FILLING);
    assertThat(feed(40, 40)).isInstanceOf(Ready.class);
  }

  @Test
  void countsWarmUpFromTheFirstPollIfTheClocksDisagree() {
    Instant future = RUNNING.plusSeconds(3600);

    WindowResult first = addAt(future, 100);
    WindowResult early = addAt(future, 105);
    WindowResult warm = addAt(future, 110);

    assertThat(notReady(first).cause()).isEqualTo(NotReadyCause.WARMING_UP);
    assertThat(notReady(early).cause()).isEqualTo(NotReadyCause.WARMING_UP);
    assertThat(notReady(warm).cause()).isEqualTo(NotReadyCause.WINDOW_FILLING);
  }

  @Test
  void slidesWithEachPoll() {
    feed(10, 60);
    WindowResult result = feedFaster(65, 150);

    assertThat(ready(result).of(WORK).records()).isEqualTo(6000);
    assertThat(ready(result).of(WORK).inputRate()).isCloseTo(200, TINY);
  }

  @Test
  void isRightThoughCountersMoveOnlyEveryTenSeconds() {
    WindowResult result = null;
    for (int second = 10; second <= 75; second += 5) {
      int fetched = second / 10 * 10;
      result = window.add(poll(second, source(fetched), work(fetched)));
    }

    JobMetrics metrics = ready(result);
    assertThat(metrics.of(WORK).inputRate()).isCloseTo(100, TINY);
    assertThat(metrics.of(SOURCE).inputRate()).isCloseTo(100, TINY);
    assertThat(metrics.of(WORK).time().busy()).isCloseTo(0.6, TINY);
  }

  @Test
  void callsCountersThatNeverMoveStaleAndNotZero() {
    WindowResult result = null;
    for (int second = 10; second <= 60; second += 5) {
      result = window.add(poll(second, source(9), work(9)));
    }

    assertThat(notReady(result).cause()).isEqualTo(NotReadyCause.STALE);
    assertThat(notReady(result).reason()).contains("Source: src").contains("stand still");
  }

  @Test
  void callsCountersThatStoppedMovingStale() {
    feed(10, 60);
    WindowResult stillFresh = null;
    for (int second = 65; second <= 80; second += 5) {
      stillFresh = window.add(poll(second, source(second), work(60)));
    }
    WindowResult stale = window.add(poll(85, source(85), work(60)));

    assertThat(stillFresh).isInstanceOf(Ready.class);
    assertThat(notReady(stale).cause()).isEqualTo(NotReadyCause.STALE);
    assertThat(notReady(stale).reason()).contains("'work'");
  }

  @Test
  void measuresAnIdleJobAsZeroRecordsWhenTimeMoves() {
    WindowResult result = null;
    for (int second = 10; second <= 40; second += 5) {
      VertexSample source = counters(SOURCE, VertexState.RUNNING, 7, 7, time(second, 0, 1, 0));
      VertexSample work = counters(WORK, VertexState.RUNNING, 7, 0, time(2 * second, 0, 1, 0));
      result = window.add(poll(second, source, work));
    }

    assertThat(ready(result).of(WORK).inputRate()).isZero();
    assertThat(ready(result).of(WORK).time().idle()).isEqualTo(1);
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

  @Test
  void beginsAnewWhenTheJobIdChanges() {
    feed(10, 60);

    WindowResult result =
        window.add(poll("job-2", JobState.RUNNING, RUNNING, 65, graph(2), source(65), work(65)));

    assertThat(notReady(result).cause()).isEqualTo(NotReadyCause.WINDOW_FILLING);
  }

  @Test
  void beginsAnewWhenTheParallelismChanges() {
    feed(10, 60);

    WindowResult result = window.add(at(65, JobState.RUNNING, RUNNING, graph(3)));

    assertThat(notReady(result).cause()).isEqualTo(NotReadyCause.WINDOW_FILLING);
  }

  @Test
  void warmsUpAgainAfterARestart() {
    feed(10, 60);

    WindowResult result = window.add(at(65, JobState.RUNNING, RUNNING.plusSeconds(62), graph(2)));

    assertThat(notReady(result).cause()).isEqualTo(NotReadyCause.WARMING_UP);
  }

  @Test
  void beginsAnewWhenACounterGoesBackwards() {
    feed(10, 60);
    WindowResult result = window.add(poll(65, source(65), work(20)));
    WindowResult full = null;
    for (int second = 70; second <= 95; second += 5) {
      full = window.add(poll(second, source(second), work(second - 45)));
    }

    assertThat(notReady(result).cause()).isEqualTo(NotReadyCause.WINDOW_FILLING);
    assertThat(ready(full).of(WORK).inputRate()).isCloseTo(100, TINY);
  }

  @Test
  void beginsAnewWhenTheJobOrAVertexStopsRunning() {
    feed(10, 60);
    WindowResult restarting = window.add(at(65, JobState.TRANSITIONAL, RUNNING, graph(2)));
    WindowResult back = window.add(healthy(70));
    VertexSample deploying = counters(WORK, VertexState.OTHER, 0, 0, new TaskTime(0, 0, 0));
    WindowResult vertexDown = window.add(poll(75, source(75), deploying));

    assertThat(notReady(restarting).cause()).isEqualTo(NotReadyCause.JOB_NOT_RUNNING);
    assertThat(notReady(restarting).reason()).endsWith(" is restarting or on its way up");
    assertThat(notReady(back).cause()).isEqualTo(NotReadyCause.WINDOW_FILLING);
    assertThat(notReady(vertexDown).cause()).isEqualTo(NotReadyCause.VERTEX_NOT_RUNNING);
    assertThat(notReady(vertexDown).reason()).contains("'work'");
  }

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
  void doesWithoutTheTimesOfAnOperatorOfWhichSomeSubtasksHaveFinished() {
    WindowResult result = null;
    for (int second = 10; second <= 40; second += 5) {
      VertexSample work = partlyFinished(WORK, second * 100L);
      result = window.add(poll(second, source(second), work));
    }

    assertThat(ready(result).of(WORK).inputRate()).isCloseTo(100, TINY);
  }

  private static VertexSample partlyFinished(OperatorId id, long records) {
    return new VertexSample(
        id,
        VertexState.PARTLY_FINISHED,
        OptionalLong.of(records),
        OptionalLong.of(records),
        Optional.empty(),
        Gauges.NONE,
        OptionalLong.empty());
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

  @Test
  void refusesSettingsThatCannotWork() {
    assertThatThrownBy(() -> settings(Duration.ZERO, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("metrics window");
    assertThatThrownBy(() -> settings(Duration.ofSeconds(1), Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("warm-up");
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

  private WindowResult feed(int from, int to) {
    WindowResult result = null;
    for (int second = from; second <= to; second += 5) {
      result = window.add(healthy(second));
    }
    return result;
  }

  /** Twice the rate from second 60 on. */
  private WindowResult feedFaster(int from, int to) {
    WindowResult result = null;
    for (int second = from; second <= to; second += 5) {
      long n = 6000 + (second - 60) * 200L;
      VertexSample work =
          counters(WORK, VertexState.RUNNING, n, n / 2, time(2.0 * second, 0.6, 0.3, 0.1));
      result = window.add(poll(second, source(second), work));
    }
    return result;
  }

  private WindowResult addAt(Instant runningSince, int second) {
    return window.add(at(second, JobState.RUNNING, runningSince, graph(2)));
  }

  private static JobSnapshot at(int second, JobState state, Instant runningSince, JobGraph graph) {
    return poll("job-1", state, runningSince, second, graph, source(second), work(second));
  }

  private static VertexSample finished() {
    return counters(SOURCE, VertexState.FINISHED, 9, 9, new TaskTime(1, 1, 1));
  }

  private static JobSnapshot gaugePoll(int second, double rate) {
    return poll(
        second,
        gauges(SOURCE, Optional.empty(), rate, rate),
        gauges(WORK, Optional.of(new TaskTime(0.7, 0.2, 0.1)), rate, rate));
  }

  private static MetricsWindow window(MetricSource source) {
    return new MetricsWindow(
        new WindowSettings(
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            source,
            Duration.ofSeconds(20),
            Duration.ofSeconds(60)));
  }

  private static WindowSettings settings(Duration length, Duration warmUp) {
    return new WindowSettings(
        length, warmUp, MetricSource.AUTO, Duration.ofSeconds(1), Duration.ZERO);
  }

  private static JobMetrics ready(WindowResult result) {
    assertThat(result).isInstanceOf(Ready.class);
    return ((Ready) result).metrics();
  }

  private static NotReady notReady(WindowResult result) {
    assertThat(result).isInstanceOf(NotReady.class);
    return (NotReady) result;
  }
}
