package io.conttune.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.bigsmall.ContTuneSettings;
import io.conttune.bigsmall.ContTuneTuner;
import io.conttune.bigsmall.ProvisioningRule;
import io.conttune.bigsmall.SurrogateMethod;
import io.conttune.core.tuning.Tuner;
import io.conttune.ds2.Ds2;
import io.conttune.ds2.Ds2Settings;
import io.conttune.ds2.Ds2Tuner;
import io.conttune.gp.ConservativeAcquisition;
import io.conttune.gp.LogLogSurrogate;
import io.conttune.informed.InformedSettings;
import io.conttune.informed.InformedTuner;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A job with a window operator that fires every 15 s, whatever the moment at which the controller
 * begins. The metrics window of 4 s never holds a whole period.
 */
class WindowedJobTest {
  static Stream<Tuner> tuners() {
    return Stream.of(
        new ContTuneTuner(
            ContTuneSettings.DEFAULT,
            SurrogateMethod.RBF.surrogate(),
            new ConservativeAcquisition(),
            new Ds2()),
        new Ds2Tuner(
            new Ds2Settings(
                0,
                1,
                0.8,
                Optional.of(ProvisioningRule.DEFAULT.catchUp()),
                0.1,
                Ds2Settings.Lag.DEFAULT)));
  }

  static Stream<Tuner> allTuners() {
    return Stream.concat(
        tuners(),
        Stream.of(new InformedTuner(InformedSettings.DEFAULT, new LogLogSurrogate(), new Ds2())));
  }

  @ParameterizedTest
  @MethodSource("allTuners")
  void takesAFewRecordsBetweenTwoFiringsForNoLoad(Tuner tuner) {
    // The last is one record in a metrics window.
    for (double stragglers : new double[] {10, 0.2}) {
      for (int start = 0; start < 15; start += 8) {
        WindowedJob job = new WindowedJob(400, 10_000, start).stragglers(stragglers);
        job.seenAfter(Duration.ofSeconds(31));

        List<Integer> sinks = job.play(tuner, Duration.ofMinutes(5));

        assertThat(job.reasons())
            .as("%s/s from second %d: %s", stragglers, start, sinks)
            .hasSizeLessThanOrEqualTo(2);
        assertThat(sinks)
            .as("%s/s from second %d", stragglers, start)
            .isSortedAccordingTo(Comparator.reverseOrder())
            .allMatch(sink -> sink >= 2);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tuners")
  void takesOnlyTooManySubtasksFromAnOperatorThatWorksItsBurstsOff(Tuner tuner) {
    for (int start = 0; start < 15; start += 8) {
      WindowedJob job = new WindowedJob(400, 10_000, start);

      List<Integer> sinks = job.play(tuner, Duration.ofMinutes(5));

      assertThat(job.reasons()).as("from second %d: %s", start, sinks).hasSizeLessThanOrEqualTo(2);
      assertThat(sinks).as("from second %d", start).isSortedAccordingTo(Comparator.reverseOrder());
      assertThat(sinks).as("from second %d", start).allMatch(sink -> sink >= 2);
    }
  }

  @ParameterizedTest
  @MethodSource("tuners")
  void enlargesAnOperatorThatDoesNotWorkItsBurstsOffAndLeavesItThen(Tuner tuner) {
    // A burst of 6000 records every 15 s is 400 records/s. 4 subtasks do 280 or 200 of them.
    for (Sink sink : List.of(new Sink(70, 1000), new Sink(70, 10_000), new Sink(50, 1000))) {
      for (int start = 0; start < 15; start += 9) {
        WindowedJob job = new WindowedJob(sink.ability(), sink.buffer(), start);

        List<Integer> sinks = job.play(tuner, Duration.ofMinutes(12));

        int most = sinks.get(sinks.size() - 1) * sink.ability();
        assertThat(job.reasons()).as("%s from %d: %s", sink, start, sinks).hasSizeBetween(1, 3);
        assertThat(most).as("%s from %d: %s", sink, start, sinks).isBetween(400, 3 * 400);
        assertThat(job.backlog()).as("%s from %d: %s", sink, start, sinks).isLessThan(2000 * 60);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tuners")
  void endsSmallWhereALimitOutsideOfFlinkKeepsTheBurstsFromBeingWorkedOff(Tuner tuner) {
    for (Sink sink : List.of(new Sink(70, 1000), new Sink(100, 3000))) {
      for (int start = 0; start < 15; start += 9) {
        WindowedJob job = new WindowedJob(sink.ability(), sink.buffer(), start).outsideLimit(280);

        List<Integer> sinks = job.play(tuner, Duration.ofMinutes(12));

        assertThat(job.reasons()).as("%s from %d: %s", sink, start, sinks).hasSizeBetween(2, 3);
        assertThat(sinks).as("%s from %d", sink, start).endsWith(4);
      }
    }
  }

  @Test
  void informedFitsOnceWhereTheBufferHoldsABurst() {
    for (int start = 0; start < 15; start += 8) {
      WindowedJob slow = new WindowedJob(70, 10_000, start);
      WindowedJob fast = new WindowedJob(400, 10_000, start);

      List<Integer> slowSinks = slow.play(informed(), Duration.ofMinutes(10));
      List<Integer> fastSinks = fast.play(informed(), Duration.ofMinutes(5));

      assertThat(slow.reasons()).as("from %d: %s", start, slowSinks).hasSizeBetween(1, 3);
      assertThat(slowSinks).as("from second %d", start).endsWith(8);
      assertThat(fast.reasons()).as("from %d: %s", start, fastSinks).hasSizeBetween(1, 2);
      assertThat(fastSinks).as("from second %d", start).endsWith(2);
    }
  }

  @Test
  void informedWorksOffWhatWaitsWhereTheBufferHoldsNoBurst() {
    for (int start = 0; start < 15; start += 9) {
      WindowedJob job = new WindowedJob(70, 1000, start);

      List<Integer> sinks = job.play(informed(), Duration.ofMinutes(15));

      assertThat(job.reasons()).as("from %d: %s", start, sinks).hasSizeBetween(1, 2);
      assertThat(job.backlog()).as("from %d: %s", start, sinks).isLessThan(2000 * 60);
    }
  }

  private static Tuner informed() {
    return new InformedTuner(InformedSettings.DEFAULT.at(0.8), new LogLogSurrogate(), new Ds2());
  }

  /**
   * A sink.
   *
   * @param ability records/s that one subtask processes
   * @param buffer records that may wait before it
   */
  private record Sink(int ability, int buffer) {}
}
