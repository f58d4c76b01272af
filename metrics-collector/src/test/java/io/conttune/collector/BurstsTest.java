package io.conttune.collector;

import static io.conttune.collector.Polls.SOURCE;
import static io.conttune.collector.Polls.WORK;
import static io.conttune.collector.Polls.poll;
import static io.conttune.collector.Polls.time;
import static io.conttune.collector.Polls.work;
import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.VertexSample;
import io.conttune.core.metrics.VertexState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

/** A vertex that reads 100 records/s is polled every 5 s. */
class BurstsTest {
  private final Bursts bursts = new Bursts();

  @Test
  void findsAVertexThatWritesEvery15SecondsInAWindowOfLessThan30() {
    feed(0, 90, second -> second / 15 * 300L);

    assertThat(bursts.notWholeIn(Duration.ofSeconds(29))).containsExactly(SOURCE);
    assertThat(bursts.notWholeIn(Duration.ofSeconds(30))).isEmpty();
  }

  @Test
  void knowsNoPeriodBeforeThreeBursts() {
    feed(0, 40, second -> second / 15 * 300L);

    assertThat(bursts.notWholeIn(Duration.ofHours(1))).containsExactly(SOURCE);
  }

  @Test
  void doesNotTrustOneRecordAfterALongSilence() {
    feed(0, 60, second -> second < 40 ? 0L : 1L);

    assertThat(bursts.notWholeIn(Duration.ofSeconds(60))).containsExactly(SOURCE);
  }

  @Test
  void takesAFewRecordsBetweenTwoFiringsForSilence() {
    feed(0, 90, second -> second / 15 * 300L + second / 5);

    assertThat(bursts.notWholeIn(Duration.ofSeconds(29))).containsExactly(SOURCE);
    assertThat(seconds(bursts.wholePeriods(Duration.ofSeconds(20)).orElseThrow()))
        .containsExactly(55L, 70L, 85L);
  }

  @Test
  void takesSingleRecordsForSilenceThatAreMoreThanTheMeanBetweenTwoPolls() {
    feed(0, 500, BurstsTest::firingWithSingleRecordsBetween);

    assertThat(bursts.notWholeIn(Duration.ofSeconds(200))).containsExactly(SOURCE);
    assertThat(seconds(bursts.wholePeriods(Duration.ofSeconds(200)).orElseThrow()))
        .containsExactly(235L, 355L, 475L);
  }

  @Test
  void takesSingleRecordsForNoPeriodsOnceAFiringWasSeen() {
    feed(0, 130, BurstsTest::firingWithSingleRecordsBetween);

    assertThat(bursts.notWholeIn(Duration.ofSeconds(20))).containsExactly(SOURCE);
    assertThat(bursts.wholePeriods(Duration.ofSeconds(20))).isEmpty();
  }

  /** 300 records every 2 minutes, and a late one every 25 s. */
  private static long firingWithSingleRecordsBetween(int second) {
    return second / 120 * 300L + second / 25;
  }

  @Test
  void takesAFewRecordsForSilenceOfAVertexThatFiredBeforeItWasSeen() {
    feed(60, 70, second -> 1200L + second / 5);

    assertThat(bursts.notWholeIn(Duration.ofSeconds(10))).containsExactly(SOURCE);
  }

  @Test
  void countsABurstBeforeTheFirstPoll() {
    feed(0, 20, second -> 300L);

    assertThat(bursts.notWholeIn(Duration.ofSeconds(20))).containsExactly(SOURCE);
  }

  @Test
  void waitsFourWindowsForAVertexThatHasWrittenNothing() {
    for (int second = 0; second <= 85; second += 5) {
      bursts.see(poll(second, source(second, 0), reading(second, 0)));
    }

    assertThat(bursts.notWholeIn(Duration.ofSeconds(21))).containsExactly(SOURCE);
    assertThat(bursts.notWholeIn(Duration.ofSeconds(20))).isEmpty();
  }

  @Test
  void doesNotWaitInTheNextRunForAVertexThatHasWrittenNothing() {
    for (int second = 0; second <= 85; second += 5) {
      bursts.see(poll(second, source(second, 0), reading(second, 0)));
    }
    bursts.endRun();
    bursts.see(poll(0, source(0, 0), reading(0, 0)));

    assertThat(bursts.notWholeIn(Duration.ofSeconds(20))).isEmpty();
  }

  @Test
  void knowsThePollsBetweenWhichTwoWholePeriodsLie() {
    feed(0, 90, second -> second / 15 * 300L);

    assertThat(seconds(bursts.wholePeriods(Duration.ofSeconds(20)).orElseThrow()))
        .containsExactly(55L, 70L, 85L);
  }

  @Test
  void knowsNoWholePeriodsBeforeThreeWholeBurstsOfThisRun() {
    feed(0, 90, second -> second / 15 * 300L);
    bursts.endRun();
    feed(0, 55, second -> second / 15 * 300L);

    assertThat(bursts.wholePeriods(Duration.ofSeconds(20))).isEmpty();
  }

  @Test
  void knowsWhoWritesInBurstsWhereTheWindowHoldsWholePeriodsToo() {
    feed(0, 90, second -> second / 15 * 300L);

    assertThat(bursts.notWholeIn(Duration.ofSeconds(30))).isEmpty();
    assertThat(bursts.writers(Duration.ofSeconds(30))).containsExactly(SOURCE);
  }

  @Test
  void needsNoWholePeriodsWhereTheWindowHoldsThem() {
    feed(0, 90, second -> second / 15 * 300L);

    assertThat(bursts.wholePeriods(Duration.ofSeconds(30))).isEmpty();
  }

  @Test
  void knowsNoWholePeriodsOnceASilenceIsLongerThanEachOfThem() {
    feed(0, 90, second -> Math.min(60, second) / 15 * 300L);

    assertThat(bursts.wholePeriods(Duration.ofSeconds(20))).isEmpty();
  }

  @Test
  void doesNotTakeOneLongFiringForSteadyOutput() {
    // It reads nothing while it writes, for longer than it was silent.
    for (int second = 0; second <= 70; second += 5) {
      long read = 100L * Math.min(25, second);
      long written = second < 25 ? 1 : second;
      bursts.see(
          poll(
              second,
              Polls.counters(SOURCE, VertexState.RUNNING, read, written, time(second, 0.1, 0.9, 0)),
              work(second)));
    }

    assertThat(bursts.notWholeIn(Duration.ofSeconds(20))).containsExactly(SOURCE);
  }

  private static List<Long> seconds(List<JobSnapshot> polls) {
    Instant begin = poll(0, source(0, 0), work(0)).takenAt();
    return polls.stream().map(p -> Duration.between(begin, p.takenAt()).toSeconds()).toList();
  }

  @Test
  void findsAVertexWhoseConsumerReadsWhatItWroteInAnEarlierRun() {
    for (int second = 0; second <= 20; second += 5) {
      bursts.see(poll(second, source(second, 0), reading(second, 3L * second)));
    }

    assertThat(bursts.notWholeIn(Duration.ofSeconds(20))).containsExactly(SOURCE);
  }

  @Test
  void passesOverAVertexThatWritesAllTheTime() {
    feed(0, 60, second -> second * 3L);

    assertThat(bursts.notWholeIn(Duration.ofSeconds(5))).isEmpty();
  }

  @Test
  void takesNoSilenceOfAVertexThatReadsNothingForASign() {
    for (int second = 0; second <= 60; second += 5) {
      bursts.see(
          poll(
              second,
              Polls.counters(SOURCE, VertexState.RUNNING, 50, 50, time(second, 0, 1, 0)),
              work(second)));
    }

    assertThat(bursts.notWholeIn(Duration.ofSeconds(5))).isEmpty();
  }

  @Test
  void findsASourceWhoseProducersSendEvery15Seconds() {
    readInBatches(90, second -> second / 15 * 300L);

    assertThat(bursts.notWholeIn(Duration.ofSeconds(29))).containsExactly(SOURCE);
    assertThat(bursts.notWholeIn(Duration.ofSeconds(30))).isEmpty();
    assertThat(seconds(bursts.wholePeriods(Duration.ofSeconds(20)).orElseThrow()))
        .containsExactly(55L, 70L, 85L);
  }

  @Test
  void takesASourceThatHadNothingToReadOverFourWindowsForOneWithoutTraffic() {
    readInBatches(90, second -> Math.max(5, second - 60));

    assertThat(bursts.notWholeIn(Duration.ofSeconds(20))).containsExactly(SOURCE);
    assertThat(bursts.notWholeIn(Duration.ofSeconds(10))).isEmpty();
    assertThat(bursts.writers(Duration.ofSeconds(10))).isEmpty();
  }

  @Test
  void expectsBatchesAgainOnceTheyComeAgainAfterAStop() {
    readInBatches(270, second -> records(second, 90, 180));

    assertThat(bursts.notWholeIn(Duration.ofSeconds(10))).containsExactly(SOURCE);
    assertThat(bursts.writers(Duration.ofSeconds(10))).containsExactly(SOURCE);
  }

  @Test
  void takesASourceThatReadsInBatchesForOneWithoutTrafficOnlyDuringTheStop() {
    readInBatches(175, second -> records(second, 90, 180));
    assertThat(bursts.notWholeIn(Duration.ofSeconds(10))).isEmpty();

    readInBatches(180, 180, second -> records(second, 90, 180));
    assertThat(bursts.notWholeIn(Duration.ofSeconds(10))).containsExactly(SOURCE);
  }

  @Test
  void takesNoTimeOfAStopForAPeriod() {
    readInBatches(205, second -> records(second, 90, 180));
    assertThat(bursts.wholePeriods(Duration.ofSeconds(10))).isEmpty();

    readInBatches(210, 210, second -> records(second, 90, 180));
    assertThat(seconds(bursts.wholePeriods(Duration.ofSeconds(10)).orElseThrow()))
        .containsExactly(175L, 190L, 205L);
  }

  @Test
  void expectsASourceThatPausedAfterAStopToPauseAgainUntilItReadsSteadily() {
    // Nothing to read until second 60 and from 80 to 90.
    readInBatches(110, second -> Math.max(0, Math.min(20, second - 60)) + Math.max(0, second - 90));

    assertThat(bursts.notWholeIn(Duration.ofSeconds(10))).containsExactly(SOURCE);

    readInBatches(115, 115, second -> second - 70);

    assertThat(bursts.notWholeIn(Duration.ofSeconds(10))).isEmpty();
  }

  @Test
  void knowsInTheNextRunThatTheTrafficHasStopped() {
    readInBatches(150, second -> records(second, 90, 180));
    bursts.endRun();
    readInBatches(20, second -> 0);

    assertThat(bursts.notWholeIn(Duration.ofSeconds(10))).isEmpty();
  }

  /** 300 records every 15 s, and none between these seconds. */
  private static long records(int second, int stop, int begin) {
    int last = second < stop ? second : Math.max(stop - 1, second - (begin - stop));
    return last / 15 * 300L;
  }

  @Test
  void takesASourceThatWaitsForRoomForOneThatHasSomethingToRead() {
    for (int second = 0; second <= 60; second += 5) {
      long records = second / 15 * 300L;
      bursts.see(
          poll(
              second,
              Polls.counters(
                  SOURCE, VertexState.RUNNING, records, records, time(second, 0.1, 0, 0.9)),
              work(second)));
    }

    assertThat(bursts.writers(Duration.ofSeconds(20))).isEmpty();
    assertThat(bursts.notWholeIn(Duration.ofSeconds(20))).isEmpty();
  }

  @Test
  void takesValuesThatFlinkTellsAgainForNoSilence() {
    for (int second = 0; second <= 60; second += 5) {
      int told = second / 15 * 15;
      bursts.see(
          poll(
              second,
              Polls.counters(
                  SOURCE, VertexState.RUNNING, 20L * told, 20L * told, time(told, 0.1, 0.9, 0)),
              work(second)));
    }

    assertThat(bursts.writers(Duration.ofSeconds(20))).isEmpty();
  }

  @Test
  void remembersTheBurstsOfEarlierRuns() {
    feed(0, 40, second -> second / 15 * 300L);
    bursts.endRun();
    feed(0, 5, second -> 0L);

    assertThat(bursts.notWholeIn(Duration.ofHours(1))).containsExactly(SOURCE);
  }

  @Test
  void remembersThePeriodsOfEarlierRuns() {
    feed(0, 60, second -> second / 15 * 300L);
    bursts.endRun();
    feed(0, 5, second -> 0L);

    assertThat(bursts.notWholeIn(Duration.ofSeconds(29))).containsExactly(SOURCE);
    assertThat(bursts.notWholeIn(Duration.ofSeconds(30))).isEmpty();
  }

  @Test
  void takesTheTimeBetweenTwoRunsForNoPeriod() {
    feed(0, 60, second -> second / 15 * 300L);
    bursts.endRun();
    feed(600, 660, second -> second / 15 * 300L);

    assertThat(bursts.notWholeIn(Duration.ofSeconds(30))).isEmpty();
  }

  @Test
  void knowsThatASilenceIsLongerThanEveryPeriod() {
    feed(0, 90, second -> Math.min(60, second) / 15 * 300L);

    assertThat(bursts.notWholeIn(Duration.ofSeconds(60))).containsExactly(SOURCE);
  }

  @Test
  void expectsTheLatestPeriodsToComeAgain() {
    feed(0, 240, second -> second < 120 ? second / 40 * 300L : 900 + (second - 120) / 15 * 300L);

    assertThat(bursts.notWholeIn(Duration.ofSeconds(30))).isEmpty();
  }

  @Test
  void takesAVertexThatWritesForLongerThanItWasSilentForASteadyOne() {
    feed(0, 65, second -> second < 25 ? 1L : second);
    assertThat(bursts.notWholeIn(Duration.ofSeconds(20))).isEmpty();
    assertThat(bursts.notWholeIn(Duration.ofSeconds(21))).containsExactly(SOURCE);
  }

  @Test
  void doesNotTakeABurstForSteadyThatIsShorterThanTheSilence() {
    feed(0, 45, second -> second < 25 ? 1L : second);

    assertThat(bursts.notWholeIn(Duration.ofSeconds(15))).containsExactly(SOURCE);
  }

  /** A source that passes on at once all that it has read. */
  private void readInBatches(int to, IntToLongFunction read) {
    readInBatches(0, to, read);
  }

  private void readInBatches(int from, int to, IntToLongFunction read) {
    for (int second = from; second <= to; second += 5) {
      long records = read.applyAsLong(second);
      bursts.see(
          poll(
              second,
              Polls.counters(
                  SOURCE, VertexState.RUNNING, records, records, time(second, 0.1, 0.9, 0)),
              work(second)));
    }
  }

  private void feed(int from, int to, IntToLongFunction written) {
    for (int second = from; second <= to; second += 5) {
      bursts.see(poll(second, source(second, written.applyAsLong(second)), work(second)));
    }
  }

  private static VertexSample source(int second, long written) {
    return Polls.counters(
        SOURCE, VertexState.RUNNING, 100L * second, written, time(second, 0.1, 0.9, 0));
  }

  private static VertexSample reading(int second, long read) {
    return Polls.counters(WORK, VertexState.RUNNING, read, 0, time(2 * second, 0.1, 0.9, 0));
  }
}
