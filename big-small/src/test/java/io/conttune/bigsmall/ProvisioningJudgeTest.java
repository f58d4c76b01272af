package io.conttune.bigsmall;

import static io.conttune.core.tuning.JobFixture.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.metrics.BurstyInputs;
import io.conttune.core.metrics.TaskTime;
import io.conttune.core.rates.TargetRates;
import io.conttune.core.tuning.JobFixture;
import io.conttune.core.tuning.Provisioning;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every job here is source → map, window 60 s, catch-up 120 s unless said otherwise. */
class ProvisioningJudgeTest {
  @Test
  void isShortWhenAnOperatorIsSaturatedThoughNothingIsBackpressured() {
    Judgement judgement = judge(job(0.3, 0.98));

    assertThat(judgement.provisioning()).isEqualTo(Provisioning.UNDER);
    assertThat(judgement.saturated()).containsExactly(id("map"));
    assertThat(judgement.signs()).containsExactly("map is saturated (busy 0.98)");
  }

  @Test
  void isNotShortWhenAnOperatorIsBusyWithABurstOnly() {
    for (JobFixture job : List.of(job(0.3, 1), job(0.3, 1).backlog("source", 20_000, 0))) {
      assertThat(judge(job.bursty("source")).provisioning()).isEqualTo(Provisioning.NORMAL);
    }
  }

  @Test
  void isShortWhenABurstHoldsTheJobUpForLongerThanItMayTakeToCatchUp() {
    JobFixture waits = job(new TaskTime(0.3, 0, 0.7), 1).bursty("source");

    assertThat(judge(waits.backlog("source", 130_000, 40)).provisioning())
        .isEqualTo(Provisioning.UNDER);
    assertThat(judge(waits.backlog("source", 110_000, 40)).saturated()).isEmpty();
  }

  @Test
  void isNotShortWhileABurstHoldsTheJobUpForNoLonger() {
    Judgement judgement =
        judge(job(new TaskTime(0.3, 0, 0.7), 1).bursty("source").backlog("source", 110_000, 40));

    assertThat(judgement.provisioning()).isEqualTo(Provisioning.NORMAL);
    assertThat(judgement.signs())
        .containsExactly("source has a backlog of 110000 records, growing by 40.0 records/s");
  }

  @Test
  void isNotShortJustBelowSaturation() {
    assertThat(judge(job(0.3, 0.979)).provisioning()).isEqualTo(Provisioning.NORMAL);
  }

  @Test
  void isNotShortWhenOnlyASourceIsSaturated() {
    assertThat(judge(job(1, 0.5)).provisioning()).isEqualTo(Provisioning.NORMAL);
  }

  @Test
  void isShortWhenAnyOperatorIsBackpressured() {
    Judgement judgement = judge(job(new TaskTime(0.3, 0.6, 0.1), 0.9));

    assertThat(judgement.provisioning()).isEqualTo(Provisioning.UNDER);
    assertThat(judgement.signs()).containsExactly("source is backpressured (0.10)");
    assertThat(judge(job(new TaskTime(0.3, 0.61, 0.09), 0.9)).provisioning())
        .isEqualTo(Provisioning.NORMAL);
  }

  @Test
  void isShortWhenABacklogGrowsAndTheSourceIsHeldUp() {
    Judgement judgement = judge(job(new TaskTime(0.3, 0, 0.7), 0.95).backlog("source", 5120, 40));

    assertThat(judgement.provisioning()).isEqualTo(Provisioning.UNDER);
    assertThat(judgement.signs())
        .containsExactly(
            "source is backpressured (0.70)",
            "source has a backlog of 5120 records, growing by 40.0 records/s");
  }

  @Test
  void isNotShortWhenABacklogGrowsThoughNothingHoldsTheSourceUp() {
    assertThat(judge(job(0.3, 0.9).backlog("source", 5120, 40)).provisioning())
        .isEqualTo(Provisioning.NORMAL);
  }

  @Test
  void isNotShortWhenABacklogGrowsBecauseTheSourceItselfIsSlow() {
    Judgement judgement = judge(job(1, 0.5).backlog("source", 5120, 40));

    assertThat(judgement.provisioning()).isEqualTo(Provisioning.NORMAL);
    assertThat(judgement.signs()).hasSize(1);
  }

  @Test
  void toleratesABacklogOfOneSecond() {
    // 1000 records/s arrive.
    assertThat(judge(job(0.3, 0.9).backlog("source", 1000, 0)).signs()).isEmpty();
    assertThat(judge(job(0.3, 0.9).backlog("source", 1001, 0)).signs()).hasSize(1);
  }

  @Test
  void toleratesAFewRecordsBeforeASlowSource() {
    // Half a record per second, and the transaction marker of each of 60 partitions.
    JobFixture slow =
        new JobFixture()
            .vertex("source", 1, 0.5, 0.5, 0.01)
            .backlog("source", 60, 0)
            .vertex("map", 1, 0.5, 0.5, 0.9)
            .chain("source", "map");

    assertThat(judge(slow).provisioning()).isEqualTo(Provisioning.NORMAL);
  }

  @Test
  void toleratesABacklogThatStandsBeforeASourceThatReadsNothing() {
    JobFixture stalled =
        new JobFixture()
            .vertex("source", 1, 0, 0, 0)
            .backlog("source", 9000, 0)
            .vertex("map", 1, 0, 0, 0)
            .chain("source", "map");

    assertThat(judge(stalled).provisioning()).isEqualTo(Provisioning.NORMAL);
  }

  @Test
  void catchesUpWhileABacklogFallsFastEnoughEvenIfSaturatedAndBackpressured() {
    // 12000 at 100/s are gone in 120 s.
    Judgement judgement = judge(job(new TaskTime(0.5, 0, 0.5), 1).backlog("source", 12_000, -100));

    assertThat(judgement.provisioning()).isEqualTo(Provisioning.CATCHING_UP);
    assertThat(judgement.saturated()).isEmpty();
    assertThat(judgement.summary())
        .isEqualTo(
            "source has a backlog of 12000 records, falling by 100.0 records/s, 120 s to go");
  }

  @Test
  void isNotShortWhileABacklogFallsThoughTooSlowly() {
    // 900 of the 1000 records/s that it can process arrive: p_max would answer the backlog.
    Judgement judgement = judge(job(0.5, 1).backlog("source", 12_100, -100));

    assertThat(judgement.provisioning()).isEqualTo(Provisioning.NORMAL);
    assertThat(judgement.summary()).contains("121 s to go");
  }

  @Test
  void catchesUpInTheWindowThatReadsTheLastOfABacklog() {
    // 6000 records at its beginning, none at its end; the operators were busy all the while.
    assertThat(judge(job(0.5, 1).backlog("source", 0, -100)).provisioning())
        .isEqualTo(Provisioning.CATCHING_UP);
  }

  @Test
  void isShortWhenOneOfTwoSourcesFallsBehind() {
    JobFixture job =
        new JobFixture()
            .vertex("a", 1, 1000, 1000, 0.3)
            .backlog("a", 5000, -500)
            .vertex("b", 1, 1000, 1000, new TaskTime(0.3, 0, 0.7))
            .backlog("b", 5000, 100)
            .vertex("join", 2, 2000, 0, 0.97)
            .chain("a", "join")
            .chain("b", "join");

    assertThat(judge(job).provisioning()).isEqualTo(Provisioning.UNDER);
  }

  @Test
  void countsSaturationAsNoSignWhereFullUseIsWanted() {
    ContTuneSettings full = Tuning.settings(3, 0.1, 1);
    ProvisioningJudge paper = new ProvisioningJudge(full);
    JobFixture job = job(0.3, 1);

    assertThat(judge(paper, job).provisioning()).isEqualTo(Provisioning.NORMAL);
    JobFixture lagging = job(new TaskTime(0.3, 0, 0.7), 1).backlog("source", 5120, 40);
    assertThat(judge(paper, lagging).provisioning()).isEqualTo(Provisioning.UNDER);
  }

  @Test
  void judgesTheWindowThatItIsGivenWhereNoBacklogIsReported() {
    assertThat(judge(job(0.3, 0.5)).provisioning()).isEqualTo(Provisioning.NORMAL);
    assertThat(judge(job(0.3, 0.5)).signs()).isEmpty();
  }

  @Test
  void showsThreeSignsAndCountsTheRest() {
    JobFixture job = new JobFixture().vertex("source", 1, 10, 10, 0.1);
    for (int i = 1; i <= 5; i++) {
      job.vertex("map" + i, 1, 10, 10, 1).chain("source", "map" + i);
    }

    assertThat(judge(job).summary())
        .matches("(map\\d is saturated \\(busy 1\\.00\\)(, )?){3} and 2 more");
  }

  @Test
  void worksOffItsBuffersWhereASaturatedOperatorProcessesMoreThanItsRate() {
    // The source has no backlog and writes 100 records/s; the map still reads 150.
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 100, 100, 0.3)
            .backlog("source", 0, 0)
            .vertex("map", 4, 150, 150, 1)
            .chain("source", "map");

    Judgement judgement = judge(job);

    assertThat(judgement.provisioning()).isEqualTo(Provisioning.CATCHING_UP);
    assertThat(judgement.summary()).startsWith("what is in the buffers is being worked off");
  }

  @Test
  void isNotShortWhereASaturatedOperatorProcessesItsRate() {
    assertThat(judge(behindAFastSource(100, 109)).provisioning()).isEqualTo(Provisioning.NORMAL);
  }

  @Test
  void isShortWhereASaturatedOperatorProcessesLessThanItsRateThoughNothingIsHeldUpYet() {
    assertThat(judge(behindAFastSource(115, 109)).provisioning()).isEqualTo(Provisioning.UNDER);
  }

  private static JobFixture behindAFastSource(double written, double processed) {
    return new JobFixture()
        .vertex("source", 1, written, written, 0.3)
        .backlog("source", 0, 0)
        .vertex("map", 4, processed, processed, 1)
        .chain("source", "map");
  }

  @Test
  void takesBackpressureForNoSignWhereNothingWaitsAndNothingIsSaturated() {
    JobFixture silent = job(new TaskTime(0.3, 0.5, 0.2), 0.9);
    JobFixture telling = job(new TaskTime(0.3, 0.5, 0.2), 0.9).backlog("source", 0, 0);

    assertThat(judge(silent).provisioning()).isEqualTo(Provisioning.UNDER);
    assertThat(judge(telling).provisioning()).isEqualTo(Provisioning.NORMAL);
  }

  @Test
  void trustsNoRateOfASourceThatDoesNotSayWhatWaits() {
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 100, 100, 0.3)
            .vertex("map", 4, 150, 150, 1)
            .chain("source", "map");

    assertThat(judge(job).provisioning()).isEqualTo(Provisioning.UNDER);
  }

  private static JobFixture job(double sourceBusy, double mapBusy) {
    return job(new TaskTime(sourceBusy, 1 - sourceBusy, 0), mapBusy);
  }

  private static JobFixture job(TaskTime source, double mapBusy) {
    return new JobFixture()
        .window(Duration.ofSeconds(60))
        .vertex("source", 1, 1000, 1000, source)
        .vertex("map", 2, 1000, 1000, mapBusy)
        .chain("source", "map");
  }

  private static Judgement judge(JobFixture job) {
    return judge(new ProvisioningJudge(ContTuneSettings.DEFAULT), job);
  }

  private static Judgement judge(ProvisioningJudge judge, JobFixture job) {
    return judge.judge(
        job.graph(),
        job.metrics(),
        TargetRates.of(job.graph(), job.metrics(), Map.of()),
        BurstyInputs.of(job.graph(), job.metrics(), 0.1, Duration.ofMinutes(2)));
  }
}
