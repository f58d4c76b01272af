package io.conttune.benchmark.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.benchmark.demo.StepJudge.Sustained;
import io.conttune.benchmark.run.Timeline;
import io.conttune.benchmark.run.Timelines;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class StepJudgeTest {
  /** Looks at the job twice a second from one second of the only step to another. */
  private static StepJudge.Verdict judge(double from, double to, DoubleUnaryOperator backlog) {
    Timeline timeline = Timelines.empty(100L);
    for (double at = from; at <= to; at += 0.5) {
      timeline.add(Timelines.point(at, Timelines.FIRST_RUN, backlog.applyAsDouble(at), 4));
    }
    return new StepJudge(timeline).judge(0);
  }

  @Test
  void acceptsASteadyBacklog() {
    StepJudge.Verdict verdict = judge(0, 20, at -> 12);

    assertThat(verdict.sustained()).isEqualTo(Sustained.YES);
    assertThat(verdict.ground())
        .isEqualTo("read 100.0 of 100.0 lines/s, backlog 12 lines, growing by 0.0 lines/s");
  }

  @Test
  void acceptsABacklogThatIsBeingWorkedOff() {
    StepJudge.Verdict verdict = judge(0, 20, at -> 2000 - 50 * at);

    assertThat(verdict.sustained()).isEqualTo(Sustained.YES);
    assertThat(verdict.ground()).contains("read 150.0 of 100.0 lines/s", "growing by -50.0");
  }

  @Test
  void acceptsGrowthOfUpToTwoPercentOfTheRate() {
    assertThat(judge(0, 20, at -> 1.9 * at).sustained()).isEqualTo(Sustained.YES);
    assertThat(judge(0, 20, at -> 2.1 * at).sustained()).isEqualTo(Sustained.NO);
  }

  @Test
  void refusesWhenTooLittleWasRead() {
    StepJudge.Verdict verdict = judge(0, 20, at -> 5 * at);

    assertThat(verdict.sustained()).isEqualTo(Sustained.NO);
    assertThat(verdict.ground()).contains("read 95.0 of 100.0 lines/s");
  }

  @Test
  void refusesABacklogThatGrowsThoughItsEndsLookEven() {
    StepJudge.Verdict verdict = judge(0, 20, at -> at <= 10 ? 200 : at < 20 ? 20 * at : 200);

    assertThat(verdict.ground()).contains("read 100.0 of 100.0 lines/s");
    assertThat(verdict.sustained()).isEqualTo(Sustained.NO);
  }

  @Test
  void refusesWhenTheJobWasSeenForTooLittleOfTheEnd() {
    StepJudge.Verdict verdict = judge(12.5, 20, at -> 0);

    assertThat(verdict.sustained()).isEqualTo(Sustained.NO);
    assertThat(verdict.ground()).isEqualTo("the job was seen for only 7.5 of the last 10 s");
  }

  @Test
  void refusesWhenTheJobWasNotSeenAtTheEnd() {
    StepJudge.Verdict verdict = judge(0, 9, at -> 0);

    assertThat(verdict.sustained()).isEqualTo(Sustained.NO);
    assertThat(verdict.ground()).contains("only 0.0 of the last 10 s");
  }
}
