package io.conttune.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.tuning.Tuner;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A job whose source reads in batches. The metrics window of 4 s holds one of them, or none. */
class BatchedJobTest {
  @ParameterizedTest
  @MethodSource("io.conttune.controller.loop.WindowedJobTest#allTuners")
  void takesNothingAwayOnAWindowThatHoldsNoWholePeriod(Tuner tuner) {
    for (int period : new int[] {7, 11}) {
      for (int maps : new int[] {2, 7, 16}) {
        BatchedJob job = new BatchedJob(period, maps);

        List<Integer> sizes = job.play(tuner, Duration.ofMinutes(5));

        assertThat(sizes)
            .as("every %d s: %s", period, job.reasons())
            .hasSizeLessThanOrEqualTo(3)
            .isSortedAccordingTo(Comparator.naturalOrder());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.conttune.controller.loop.WindowedJobTest#allTuners")
  void hardlyEverRestartsForBatchesOfWhichTheWindowHoldsOneOrTwo(Tuner tuner) {
    for (int maps : new int[] {2, 4, 16}) {
      BatchedJob job = new BatchedJob(3, maps);

      List<Integer> sizes = job.play(tuner, Duration.ofMinutes(5));

      assertThat(sizes).as("%s", job.reasons()).hasSizeLessThanOrEqualTo(3);
      assertThat(sizes.get(sizes.size() - 1)).as("%s", job.reasons()).isGreaterThanOrEqualTo(2);
    }
  }
}
