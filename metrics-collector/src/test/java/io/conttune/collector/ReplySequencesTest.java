package io.conttune.collector;

import static io.conttune.collector.ScriptedJob.io;
import static io.conttune.collector.ScriptedJob.sourceMetrics;
import static io.conttune.collector.ScriptedJob.sourceOf;
import static io.conttune.collector.ScriptedJob.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conttune.collector.WindowResult.NotReady;
import io.conttune.collector.WindowResult.Ready;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sequences of replies that have led controllers astray, from HTTP to metrics. */
class ReplySequencesTest {
  private static final OperatorId SOURCE = new OperatorId(ScriptedJob.SOURCE);
  private static final OperatorId WORK = new OperatorId(ScriptedJob.WORK);
  private static final Offset<Double> TINY = within(1e-6);
  private static final FakeFlink.CannedReply NOTHING = new FakeMetrics();

  private final ScriptedJob job =
      new ScriptedJob(
          new WindowSettings(
              Duration.ofSeconds(20),
              Duration.ofSeconds(5),
              MetricSource.AUTO,
              Duration.ofSeconds(25),
              Duration.ofSeconds(60)));

  @AfterEach
  void close() {
    job.close();
  }

  @Test
  void takesEmptyAnswersAfterAStartForNothingAndNotForZero() throws Exception {
    job.source(io(0, 0, times(0, 0, 0), "false"), NOTHING);
    job.work(io(0, 0, times(0, 0, 0), "false"));
    WindowResult empty = job.poll(6);
    WindowResult full = pollHealthy(12, 36);

    assertThat(cause(empty)).isEqualTo(NotReadyCause.METRIC_MISSING);
    assertThat(metrics(full).of(WORK).inputRate()).isCloseTo(100, TINY);
    assertThat(metrics(full).of(SOURCE).inputRate()).isCloseTo(100, TINY);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void comparesNoLookBeforeAJumpOfTheTimeOfDayWithOneAfterIt(int hours) throws Exception {
    assertThat(pollHealthy(6, 36)).isInstanceOf(Ready.class);

    job.jump(Duration.ofHours(hours));

    assertThat(cause(pollHealthy(42, 42))).isEqualTo(NotReadyCause.WINDOW_FILLING);
    JobMetrics metrics = metrics(pollHealthy(48, 66));
    assertThat(metrics.of(WORK).inputRate()).isCloseTo(100, TINY);
    assertThat(metrics.of(WORK).time().busy()).isCloseTo(0.7, TINY);
  }

  @Test
  void measuresALegacySourceWhoseTimesAreTheTextNaN() throws Exception {
    WindowResult result = null;
    for (int second = 6; second <= 36; second += 6) {
      job.healthy(second);
      FakeMetrics legacy =
          sourceMetrics(0, second * 100, 0, 0).with("accumulateBusyTimeMs", "\"NaN\"", "\"NaN\"");
      job.source(io(0, second * 100L, ",\"accumulated-busy-time\":\"NaN\""), legacy);
      result = job.poll(second);
    }

    assertThat(metrics(result).of(SOURCE).inputRate()).isCloseTo(100, TINY);
    assertThat(metrics(result).of(SOURCE).time().busy()).isZero();
    assertThat(metrics(result).of(WORK).time().busy()).isCloseTo(0.7, TINY);
  }

  @Test
  void doesNotTakeIncompleteCountersForALowLoad() throws Exception {
    pollHealthy(6, 36);
    job.work(io(0, 0, times(0, 0, 0), "false"));
    WindowResult lost = job.poll(42);
    job.work(io(2100, 2100, times(29400, 12600, 0), "false"));
    WindowResult half = job.poll(48);
    WindowResult back = pollHealthy(54, 54);

    assertThat(cause(lost)).isEqualTo(NotReadyCause.METRIC_MISSING);
    assertThat(cause(half)).isEqualTo(NotReadyCause.METRIC_MISSING);
    assertThat(metrics(back).of(WORK).inputRate()).isCloseTo(100, TINY);
  }

  @Test
  void isRightThoughFlinkFetchesOnlyEveryTenSeconds() throws Exception {
    List<Double> rates = new ArrayList<>();
    for (int second = 7; second <= 107; second += 5) {
      job.healthy(second / 10 * 10);
      if (job.poll(second) instanceof Ready ready) {
        rates.add(ready.metrics().of(WORK).inputRate());
        rates.add(ready.metrics().of(SOURCE).inputRate());
      }
    }

    assertThat(rates).hasSize(34).allSatisfy(rate -> assertThat(rate).isCloseTo(100, TINY));
  }

  @Test
  void isRightThoughFlinkFetchesBetweenTwoRequestsOfAPoll() throws Exception {
    WindowResult result = null;
    for (int second = 10; second <= 40; second += 5) {
      boolean fetchesNow = second % 10 == 0;
      int before = fetchesNow ? second - 10 : second / 10 * 10;
      job.healthy(before);
      job.source(
          io(0, before * 100L, times(before * 100, before * 900, 0)), sourceOf(second / 10 * 10));
      result = job.poll(second);
    }

    assertThat(metrics(result).of(SOURCE).inputRate()).isCloseTo(100, TINY);
    assertThat(metrics(result).of(SOURCE).time().busy()).isCloseTo(0.1, TINY);
    assertThat(metrics(result).of(WORK).inputRate()).isCloseTo(100, TINY);
  }

  @Test
  void callsRepeatsOfTheSameValuesStale() throws Exception {
    pollHealthy(6, 36);
    WindowResult repeated = null;
    for (int second = 42; second <= 66; second += 6) {
      repeated = job.poll(second);
    }

    assertThat(cause(repeated)).isEqualTo(NotReadyCause.STALE);
  }

  @Test
  void waitsForTheGaugesOfOlderVersionsToClimb() throws Exception {
    double[] shown = {15.5, 38, 61, 83, 105, 127, 134, 133, 133};
    List<NotReadyCause> causes = new ArrayList<>();
    WindowResult result = null;
    for (int i = 0; i < shown.length; i++) {
      job.source(io(0, 9, ""), gauges(0, shown[i], "\"NaN\"", "\"NaN\""));
      job.work(io(9, 9, "")).workMetrics(gauges(shown[i], shown[i], "1400", "700"));
      result = job.poll(10 * i + 10);
      if (result instanceof NotReady notReady) {
        causes.add(notReady.cause());
      }
    }

    assertThat(causes).startsWith(NotReadyCause.GAUGES_CLIMBING).hasSize(7);
    assertThat(metrics(result).of(WORK).inputRate()).isCloseTo(400 / 3.0, TINY);
    assertThat(metrics(result).of(WORK).time().busy()).isCloseTo(0.7, TINY);
    assertThat(metrics(result).of(SOURCE).inputRate()).isCloseTo(400 / 3.0, TINY);
  }

  @Test
  void survivesDetailsFromBeforeARestart() throws Exception {
    pollHealthy(6, 36);
    job.healthy(1);
    WindowResult cached = job.poll(42);
    job.restartedAt(40);
    WindowResult fresh = job.poll(44);

    assertThat(cause(cached)).isEqualTo(NotReadyCause.WINDOW_FILLING);
    assertThat(cause(fresh)).isEqualTo(NotReadyCause.WARMING_UP);
  }

  @Test
  void countsWhatASourceEmitsIfItDoesNotCountWhatItReads() throws Exception {
    WindowResult result = null;
    for (int second = 6; second <= 36; second += 6) {
      job.healthy(second);
      job.source(
          io(0, second * 100L, ""), sourceMetrics(0, second * 100, second * 100, second * 900));
      result = job.poll(second);
    }

    assertThat(metrics(result).of(SOURCE).inputRate()).isCloseTo(100, TINY);
    assertThat(metrics(result).of(SOURCE).processingAbility().orElseThrow())
        .isCloseTo(1000, within(1e-3));
  }

  @Test
  void goesOnWithoutASourceThatHasFinished() throws Exception {
    pollHealthy(6, 36);
    job.sourceStatus("FINISHED");
    WindowResult atOnce = pollHealthy(42, 42);
    WindowResult full = pollHealthy(48, 66);

    assertThat(cause(atOnce)).isEqualTo(NotReadyCause.WINDOW_FILLING);
    assertThat(metrics(full).operators()).containsOnlyKeys(WORK);
  }

  @Test
  void beginsAnewWithAnotherJobOfTheSameName() throws Exception {
    pollHealthy(6, 36);
    job.jobId("22222222222222222222222222222222").restartedAt(37);
    WindowResult early = pollHealthy(40, 40);

    assertThat(cause(early)).isEqualTo(NotReadyCause.WARMING_UP);
  }

  private WindowResult pollHealthy(int from, int to) throws Exception {
    WindowResult result = null;
    for (int second = from; second <= to; second += 6) {
      job.healthy(second);
      result = job.poll(second);
    }
    return result;
  }

  private static FakeMetrics gauges(double in, double out, String busySum, String busyAverage) {
    return new FakeMetrics()
        .with("busyTimeMsPerSecond", busySum, busyAverage)
        .with("idleTimeMsPerSecond", 600)
        .with("backPressuredTimeMsPerSecond", 0)
        .with("numRecordsInPerSecond", in)
        .with("numRecordsOutPerSecond", out);
  }

  private static JobMetrics metrics(WindowResult result) {
    assertThat(result).isInstanceOf(Ready.class);
    return ((Ready) result).metrics();
  }

  private static NotReadyCause cause(WindowResult result) {
    assertThat(result).isInstanceOf(NotReady.class);
    return ((NotReady) result).cause();
  }
}
