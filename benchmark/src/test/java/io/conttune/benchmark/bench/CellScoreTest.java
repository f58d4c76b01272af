package io.conttune.benchmark.bench;

import static io.conttune.benchmark.run.Timelines.at;
import static io.conttune.benchmark.run.Timelines.point;
import static io.conttune.benchmark.run.Timelines.rescale;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conttune.benchmark.jobs.source.RateSchedule;
import io.conttune.benchmark.run.Timeline;
import io.conttune.benchmark.run.TimelineRescale;
import io.conttune.benchmark.run.Timelines;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.Decision.Step;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Two rates of 20 s, of which the first needs 4 subtasks and the second 8, with one rescale 5 s
 * after the change, for which the job is down for 2 s.
 */
class CellScoreTest {
  /** Times 15 lines/s: 75 and 150 lines/s, 300 and 600 words/s. */
  private static final List<Long> MULTIPLES = List.of(5L, 10L);

  private final BenchWorkload words = BenchWorkloads.named("wordcount").orElseThrow();
  private final RateSchedule multiples =
      new RateSchedule(MULTIPLES, Duration.ofSeconds(20), Timelines.START);
  private final Timeline timeline = Timelines.empty(100L, 200L);

  private CellScore score() {
    return new CellScore(words, multiples, 1, timeline);
  }

  private void oneRescale(Step step, Stage stage) {
    TimelineRescale rescale = rescale(25, step, stage);
    timeline.add(point(1, Timelines.FIRST_RUN, 10, 4));
    timeline.add(point(24, Timelines.FIRST_RUN, 50, 4));
    timeline.add(rescale);
    timeline.add(point(28.5, rescale.entry().launchedJobId(), 300, 8));
    timeline.add(point(39, rescale.entry().launchedJobId(), 0, 8));
  }

  @Test
  void countsSlotsWhileTheJobIsRedeployedToo() {
    oneRescale(Step.BIG, Stage.VERIFIED);

    // The first run holds its 4 slots for 28 s, of which it runs 26; the second 8 for 12 s.
    assertThat(score().seconds()).isEqualTo(40);
    assertThat(score().slotSeconds()).isCloseTo(28 * 4 + 12 * 8, within(1e-9));
    assertThat(score().maxSlots()).isEqualTo(8);
    assertThat(score().downSeconds()).isCloseTo(2, within(1e-9));
  }

  @Test
  void isShortWhereTheCurvesSaySoOrTheJobIsDown() {
    oneRescale(Step.BIG, Stage.VERIFIED);

    // 4 subtasks carry 75 lines/s, and not 150: from 20 to 26 s, and down to 28 s.
    assertThat(words.carries(5, operator -> 4)).isTrue();
    assertThat(words.carries(10, operator -> 4)).isFalse();
    assertThat(words.carries(10, operator -> 8)).isTrue();
    assertThat(score().underProvisionedSeconds()).isCloseTo(8, within(1e-9));
  }

  @Test
  void measuresTheBacklogInSecondsOfItsRate() {
    oneRescale(Step.SMALL, Stage.VERIFIED);

    assertThat(score().maxBacklogSeconds()).isEqualTo(3);
  }

  @Test
  void comparesTheEndOfEachTuningWithTheTrueMinimum() {
    oneRescale(Step.SMALL, Stage.VERIFIED);

    int least = words.leastSlots(5, 1);
    int more = words.leastSlots(10, 1);
    assertThat(score().tunings()).isEqualTo(2);
    assertThat(score().excessSlots()).isEqualTo((4 - least + 8 - more) / 2.0);
  }

  @Test
  void countsWhatWasBegunWithinTheSchedule() {
    oneRescale(Step.BIG, Stage.VERIFIED);
    timeline.add(rescale(30, Step.SMALL, Stage.ABANDONED));
    timeline.add(rescale(40.5, Step.SMALL, Stage.VERIFIED));

    assertThat(score().reconfigurations()).isEqualTo(1);
    assertThat(score().bigReconfigurations()).isEqualTo(1);
  }

  @Test
  void takesStepsOfTheSameRateForOneTuning() {
    RateSchedule same =
        new RateSchedule(List.of(5L, 5L, 10L), Duration.ofSeconds(20), Timelines.START);
    timeline.add(point(1, Timelines.FIRST_RUN, 10, 4));

    assertThat(new CellScore(words, same, 1, timeline).tunings()).isEqualTo(2);
    assertThat(at(60)).isEqualTo(same.end());
  }
}
