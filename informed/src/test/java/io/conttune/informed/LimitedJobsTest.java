package io.conttune.informed;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.tuning.Decision.Hold;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.FluidJob;
import io.conttune.core.tuning.FluidJob.Source;
import io.conttune.core.tuning.FluidLoop;
import io.conttune.core.tuning.LimitedJobsContract;
import io.conttune.core.tuning.Provisioning;
import io.conttune.core.tuning.Tuner;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The informed tuner with jobs that something limits which more subtasks do not change. */
class LimitedJobsTest extends LimitedJobsContract {
  @Override
  protected Stream<Tuner> tuners() {
    return Stream.of(Tuners.at(0.8), Tuners.at(1));
  }

  @Override
  protected Stream<Tuner> tunersWithHeadroom() {
    return Stream.of(Tuners.at(0.8));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.8, 1})
  void saysThatAJobIsShortWhichMoreSubtasksDoNotHelp(double utilization) {
    FluidJob job = new FluidJob(Source.FAST, 130).operator("sink", 2, p -> 100);

    FluidLoop loop = loop(utilization, job).play(60);

    assertThat(loop.last().evidence().provisioning()).isEqualTo(Provisioning.UNDER);
  }

  @ParameterizedTest
  @ValueSource(ints = {105, 130, 160, 250, 900})
  void goesBackAfterOneGrowthThatBroughtNothing(int rate) {
    FluidJob job =
        new FluidJob(Source.FAST, rate)
            .operator("map", 6, p -> 200.0 * p)
            .operator("sink", 2, p -> 100);

    FluidLoop loop = loop(0.8, job).play(60);

    assertThat(loop.restarts()).as("%s", loop.restarts()).hasSizeLessThanOrEqualTo(2);
    assertThat(job.parallelism("sink")).as("%s", loop.restarts()).isEqualTo(2);
    assertThat(hold(loop).cause()).isEqualTo(HoldReason.NO_GAIN);
  }

  @Test
  void doesNotTakeTheNoiseOfAPieceForAGain() {
    double[] noise = {1};
    FluidJob job =
        new FluidJob(Source.FAST, 200).operator("sink", 2, p -> noise[0] * Math.min(50.0 * p, 150));
    FluidLoop loop = loop(0.8, job);

    for (int piece = 0; piece < 60; piece++) {
      noise[0] = new double[] {1, 1.07, 0.98, 0.94, 1.04}[piece % 5];
      loop.play(1);
    }

    assertThat(loop.restarts()).as("%s", loop.restarts()).hasSizeLessThanOrEqualTo(3);
    assertThat(job.parallelism("sink")).as("%s", loop.restarts()).isLessThanOrEqualTo(6);
  }

  @Test
  void aLimitThatDriftsIsNoReasonToTryMoreSubtasksAgain() {
    double[] limit = {100};
    double[] noise = {1};
    FluidJob job = new FluidJob(Source.FAST, 130).operator("sink", 2, p -> noise[0] * limit[0]);
    FluidLoop loop = loop(0.8, job);
    playNoisily(loop, noise, 60);
    List<String> before = List.copyOf(loop.restarts());
    assertThat(job.parallelism("sink")).as("%s", before).isEqualTo(2);

    limit[0] = 92;
    playNoisily(loop, noise, 60);

    assertThat(loop.restarts()).isEqualTo(before);
    assertThat(hold(loop).cause()).isEqualTo(HoldReason.NO_GAIN);
  }

  private static void playNoisily(FluidLoop loop, double[] noise, int pieces) {
    for (int piece = 0; piece < pieces; piece++) {
      noise[0] = new double[] {1, 1.03, 0.98, 0.97, 1.02}[piece % 5];
      loop.play(1);
    }
  }

  @Test
  void growsOnWhereASlowStartHidTheGain() {
    double[] share = {1};
    FluidJob job = new FluidJob(Source.FAST, 700).operator("sink", 2, p -> share[0] * 50 * p);
    FluidLoop loop = loop(0.8, job);
    while (job.parallelism("sink") == 2) {
      loop.play(1);
    }
    // What the restart has cleared is read again: at first as many records as before.
    share[0] = 2.0 / job.parallelism("sink");
    loop.play(1);
    share[0] = 1;

    loop.play(30);

    assertThat(job.suffices()).as("%s", loop.restarts()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.8, 1})
  void doesNotTakeALimitForASlowerOperatorAgainAndAgain(double utilization) {
    double[] limit = {1e9};
    FluidJob job =
        new FluidJob(Source.FAST, 150).operator("sink", 2, p -> Math.min(limit[0], 100.0 * p));
    FluidLoop loop = loop(utilization, job);
    for (int rate : new int[] {150, 350, 550, 750, 1150, 750, 350, 550}) {
      job.arriving(rate);
      loop.play(8);
    }
    int before = loop.restarts().size();

    limit[0] = 300;
    loop.play(60);

    assertThat(hold(loop).cause()).isEqualTo(HoldReason.NO_GAIN);
    List<String> since = loop.restarts().subList(before, loop.restarts().size());
    assertThat(since).as("%s", since).hasSizeLessThanOrEqualTo(4);
    assertThat(job.parallelism("sink")).as("%s", since).isLessThanOrEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.8, 1})
  void triesAgainOnceTheLimitIsLifted(double utilization) {
    double[] limit = {100};
    FluidJob job =
        new FluidJob(Source.FAST, 330).operator("sink", 2, p -> Math.min(limit[0], 60.0 * p));
    FluidLoop loop = loop(utilization, job).play(60);
    assertThat(hold(loop).cause()).isEqualTo(HoldReason.NO_GAIN);

    limit[0] = 1e9;
    loop.play(60);

    assertThat(job.suffices()).as("%s", loop.restarts()).isTrue();
    assertThat(job.parallelism("sink")).as("%s", loop.restarts()).isLessThanOrEqualTo(9);
  }

  @Test
  void growsNothingWhileWhatHoldsTheJobUpMayNotGrow() {
    FluidJob job =
        new FluidJob(Source.FAST, 900)
            .operator("map", 4, p -> 200.0 * p)
            .operator("sink", 4, p -> 100.0 * p)
            .atMost(4);

    FluidLoop loop = loop(1, job).play(20);

    assertThat(loop.restarts()).isEmpty();
    assertThat(hold(loop).cause()).isEqualTo(HoldReason.AT_LIMIT);
    assertThat(loop.last().reason()).contains("sink may not have more subtasks");
  }

  private static FluidLoop loop(double utilization, FluidJob job) {
    return new FluidLoop(Tuners.at(utilization), job);
  }

  private static Hold hold(FluidLoop loop) {
    return (Hold) loop.last();
  }
}
