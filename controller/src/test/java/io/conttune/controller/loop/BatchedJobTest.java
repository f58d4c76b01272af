package io.conttune.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.tuning.Tuner;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A job whose source reads in batches. The metrics window of 4 s holds none, one or two of them.
 */
class BatchedJobTest {
  @ParameterizedTest
  @MethodSource("io.conttune.controller.loop.WindowedJobTest#allTuners")
  void fitsTheMeanOfTheBatches(Tuner tuner) {
    // Every 3.2 s the polls do not keep step with the batches.
    for (double period : new double[] {3, 3.2, 7, 11}) {
      for (int maps : new int[] {2, 4, 16}) {
        BatchedJob job = new BatchedJob(period, maps);
        job.seenAfter(Duration.ofSeconds(maps % 3));

        List<Integer> sizes = job.play(tuner, Duration.ofMinutes(4));

        assertThat(sizes).as("every %s s: %s", period, job.reasons()).hasSizeLessThanOrEqualTo(3);
        assertThat(sizes.get(sizes.size() - 1))
            .as("every %s s: %s", period, job.reasons())
            .isBetween(2, 4);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.conttune.controller.loop.WindowedJobTest#allTuners")
  void keepsItsSizeWhereBatchesComeAgainAfterAStop(Tuner tuner) {
    for (double period : new double[] {3, 3.2, 7, 11}) {
      BatchedJob job = new BatchedJob(period, 4);
      int before = fitted(period, tuner);
      job.stopping(Duration.ofMinutes(4), Duration.ofMinutes(5));

      List<Integer> sizes = job.play(tuner, Duration.ofMinutes(8));

      assertThat(sizes).as("every %s s: %s", period, job.reasons()).hasSize(before);
    }
  }

  /** Runs that a tuner takes to fit it before a stop. */
  private static int fitted(double period, Tuner tuner) {
    return new BatchedJob(period, 4).play(tuner, Duration.ofMinutes(4)).size();
  }
}
