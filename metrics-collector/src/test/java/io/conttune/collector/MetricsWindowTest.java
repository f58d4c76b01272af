package io.conttune.collector;

import static io.conttune.collector.Polls.SOURCE;
import static io.conttune.collector.Polls.WORK;
import static io.conttune.collector.Polls.counters;
import static io.conttune.collector.Polls.poll;
import static io.conttune.collector.Polls.source;
import static io.conttune.collector.Polls.time;
import static io.conttune.collector.Polls.work;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.conttune.collector.WindowResult.NotReady;
import io.conttune.collector.WindowResult.Ready;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.metrics.VertexSample;
import io.conttune.core.metrics.VertexSample.BusiestTime;
import io.conttune.core.metrics.VertexState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsWindowTest extends FedWindow {
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
  void measuresWhatIsSentToEachTargetThatIsToldAllThroughTheWindow() {
    WindowResult result = null;
    for (int second = 10; second <= 60; second += 5) {
      Map<OperatorId, Long> sent = new HashMap<>(Map.of(new OperatorId("sink"), 40L * second));
      if (second > 40) {
        sent.put(new OperatorId("late"), 10L * second);
      }
      result = window.add(poll(second, source(second), work(second).withRecordsTo(sent)));
    }

    assertThat(ready(result).of(WORK).outputRates())
        .containsOnlyKeys(new OperatorId("sink"))
        .hasEntrySatisfying(new OperatorId("sink"), rate -> assertThat(rate).isCloseTo(40, TINY));
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
  void refusesSettingsThatCannotWork() {
    assertThatThrownBy(() -> settings(Duration.ZERO, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("metrics window");
    assertThatThrownBy(() -> settings(Duration.ofSeconds(1), Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("warm-up");
  }
}
