package io.conttune.benchmark.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.Decision.Step;
import org.junit.jupiter.api.Test;

class TimelineTest {
  @Test
  void countsSecondsFromTheStartOfTheSchedule() {
    Timeline timeline = Timelines.empty(100L, 60L);

    assertThat(timeline.seconds(Timelines.at(-1.5))).isEqualTo(-1.5);
    assertThat(timeline.startOf(1)).isEqualTo(Timelines.at(20));
    assertThat(timeline.startOf(2)).isEqualTo(timeline.schedule().end());
  }

  @Test
  void givesThePointsOfASpanWithBothItsEnds() {
    Timeline timeline = Timelines.empty(100L);
    for (int second = 0; second < 5; second++) {
      timeline.add(Timelines.point(second, Timelines.FIRST_RUN, 0, 4));
    }

    assertThat(timeline.between(Timelines.at(1), Timelines.at(3)))
        .extracting(point -> timeline.seconds(point.at()))
        .containsExactly(1.0, 2.0, 3.0);
  }

  @Test
  void assignsEachRescaleToTheStepInWhichItWasPlanned() {
    Timeline timeline = Timelines.empty(100L, 60L);
    timeline.add(Timelines.rescale(19.9, Step.BIG, Stage.VERIFIED));
    timeline.add(Timelines.rescale(20, Step.SMALL, Stage.VERIFIED));

    assertThat(timeline.rescalesOf(0)).containsExactly(timeline.rescales().get(0));
    assertThat(timeline.rescalesOf(1)).containsExactly(timeline.rescales().get(1));
  }

  @Test
  void assignsWhatLiesOutsideOfTheScheduleToItsEnds() {
    Timeline timeline = Timelines.empty(100L, 60L);
    timeline.add(Timelines.rescale(-2, Step.BIG, Stage.VERIFIED));
    timeline.add(Timelines.rescale(41, Step.SMALL, Stage.VERIFIED));

    assertThat(timeline.rescalesOf(0)).containsExactly(timeline.rescales().get(0));
    assertThat(timeline.rescalesOf(1)).containsExactly(timeline.rescales().get(1));
  }
}
