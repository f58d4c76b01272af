package io.conttune.controller.service.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.conttune.controller.lease.LeaseStatus;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.controller.service.report.LoopNews;
import io.conttune.controller.service.status.JobTotals.DecisionKind;
import io.conttune.controller.service.status.JobTotals.RescaleEnd;
import io.conttune.controller.service.status.JobTotals.Trouble;
import io.conttune.core.StoreUnavailableException;
import io.conttune.core.lease.Lease;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.rescale.RescaleKind;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class StatusBoardTest {
  private final ToldJob job = new ToldJob();

  private OperatorStatus operator(String name) {
    return job.status().run().orElseThrow().operators().stream()
        .filter(operator -> operator.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aJobIsStartingUntilItsLoopHasTakenAStep() {
    assertThat(job.status().phase()).isEqualTo(Phase.STARTING);
    assertThat(job.board.jobs()).extracting(JobStatus::job).containsExactly(ToldJob.NAME);
    assertThat(job.board.job("other")).isEmpty();
  }

  @Test
  void aDecisionTellsTheParallelismThatIsWanted() throws Exception {
    job.wanted(8, Outcome.RECOMMENDED);

    assertThat(job.status().phase()).isEqualTo(Phase.TUNED);
    assertThat(job.status().reason()).isEqualTo("count is short");
    assertThat(operator("count").parallelism()).isEqualTo(2);
    assertThat(operator("count").wanted()).isEqualTo(8);
    assertThat(operator("count").targetRate()).hasValue(1234.5);
    assertThat(operator("source").wanted()).isEqualTo(1);
  }

  @Test
  void whatWithholdsAPlanIsToldFirst() throws Exception {
    job.withheld(8, "PAUSED by alice");

    assertThat(job.status().reason()).isEqualTo("PAUSED by alice; otherwise: count is short");
  }

  @Test
  void aHoldWantsThePresentParallelism() throws Exception {
    job.wanted(8, Outcome.RECOMMENDED);
    job.held(HoldReason.FITS);

    assertThat(operator("count").wanted()).isEqualTo(2);
  }

  @Test
  void aBacklogIsToldInSecondsOfTheRateThatArrives() throws Exception {
    job.held(HoldReason.FITS);

    assertThat(operator("source").backlogSeconds()).hasValue(5);
    assertThat(operator("count").backlogSeconds()).isEqualTo(OptionalDouble.empty());
  }

  @Test
  void aRunKeepsItsMetricsWhileTheNextWindowFills() throws Exception {
    job.held(HoldReason.FITS);
    job.measuring("job-1");

    assertThat(job.status().phase()).isEqualTo(Phase.MEASURING);
    assertThat(operator("count").metrics()).isPresent();
  }

  @Test
  void metricsOfAnotherParallelismAreNotShownAsThoseOfThePresentOne() throws Exception {
    job.held(HoldReason.FITS);
    job.measuring("job-1", 8);

    assertThat(operator("count").parallelism()).isEqualTo(8);
    assertThat(operator("count").metrics()).isEmpty();
    assertThat(operator("source").metrics()).isPresent();
  }

  @Test
  void anotherRunHasNoMetricsAndNoWishUntilItIsMeasured() throws Exception {
    job.wanted(8, Outcome.RECOMMENDED);
    job.changed("job-2");

    assertThat(operator("count").metrics()).isEmpty();
    assertThat(operator("count").wanted()).isEqualTo(2);
    assertThat(operator("count").targetRate()).isEmpty();
  }

  @Test
  void aJobThatIsGoneHasNoRun() throws Exception {
    job.held(HoldReason.FITS);
    job.step(new StepOutcome.Waiting(new JobSighting.NotSeen("no such job")));

    assertThat(job.status().phase()).isEqualTo(Phase.WAITING);
    assertThat(job.status().reason()).isEqualTo("no such job");
    assertThat(job.status().run()).isEmpty();
  }

  @Test
  void theObjectiveIsThatOfTheLastStep() throws Exception {
    job.held(HoldReason.FITS);
    assertThat(job.status().objective()).contains(ToldJob.KEPT);

    job.step(new StepOutcome.Unreachable("GET http://x/ refused", Optional.empty()));

    assertThat(job.status().objective()).isEmpty();
  }

  @Test
  void aRunThatCannotBeReachedAges() throws Exception {
    job.held(HoldReason.FITS);
    job.clock.advance(Duration.ofSeconds(30));
    job.step(new StepOutcome.Unreachable("GET http://x/ refused", Optional.empty()));

    assertThat(job.status().phase()).isEqualTo(Phase.UNREACHABLE);
    assertThat(job.status().run().orElseThrow().seen().age()).isEqualTo(Duration.ofMillis(30_500));
    assertThat(job.status().heard().age()).isZero();
  }

  @Test
  void decisionsAreCountedByOutcomeAndCause() throws Exception {
    job.held(HoldReason.FITS);
    job.held(HoldReason.FITS);
    job.wanted(8, Outcome.STARTED);

    assertThat(job.status().totals().decisions())
        .containsOnly(
            entry(new DecisionKind(Outcome.HELD, "FITS"), 2L),
            entry(new DecisionKind(Outcome.STARTED, "BIG"), 1L));
    assertThat(job.status().totals().steps()).isEqualTo(new Timing(3, Duration.ofMillis(1500)));
  }

  @Test
  void rescalesAreTimedByTheirEnd() {
    job.rescaled(Stage.VERIFIED);
    job.rescaled(Stage.ROLLED_BACK);

    RescaleKind kind = RescaleKind.of(job.status().rescale().orElseThrow().plan().rescaling());
    assertThat(job.status().totals().rescales())
        .containsOnly(
            entry(new RescaleEnd(kind, Stage.VERIFIED), new Timing(1, Duration.ofSeconds(60))),
            entry(new RescaleEnd(kind, Stage.ROLLED_BACK), new Timing(1, Duration.ofSeconds(60))));
    assertThat(job.status().totals().downtimes())
        .containsEntry(new RescaleEnd(kind, Stage.VERIFIED), new Timing(1, Duration.ofSeconds(12)));
  }

  @Test
  void stepsThatCameToNothingAreCountedByCause() {
    job.hear(new LoopNews.StoreFailed(new StoreUnavailableException("disk full")));
    assertThat(job.status().phase()).isEqualTo(Phase.STORE_FAILED);
    assertThat(job.status().reason()).isEqualTo("disk full");

    job.hear(new LoopNews.Defect(new IllegalStateException("odd")));
    job.hear(new LoopNews.LeaseLost("taken"));
    job.step(new StepOutcome.Unreachable("GET http://x/ refused", Optional.empty()));

    assertThat(job.status().totals().troubles())
        .containsOnly(
            entry(Trouble.STORE_FAILED, 1L),
            entry(Trouble.DEFECT, 1L),
            entry(Trouble.LEASE_LOST, 1L),
            entry(Trouble.FLINK_UNREACHABLE, 1L));
  }

  @Test
  void theLeaseIsThatOfTheLastChange() {
    LeaseStatus now =
        new LeaseStatus.StandingBy(Optional.of(new Lease(ToldJob.NAME, 3, "other:1")));
    job.hear(new LoopNews.LeaseChanged(new LeaseStatus.Alone(), now));

    assertThat(job.status().lease()).isEqualTo(now);
  }

  @Test
  void theClusterIsThatOfTheNewestSettings() {
    URI moved = URI.create("http://127.0.0.1:9091");
    job.hear(new LoopNews.SettingsTaken(moved));

    assertThat(job.status().flink()).isEqualTo(moved);
  }

  @Test
  void aSnapshotThatWasReadStaysAsItWas() throws Exception {
    job.held(HoldReason.FITS);
    List<JobStatus> read = job.board.jobs();

    job.changed("job-2");

    assertThat(read.get(0).run().orElseThrow().jobId()).isEqualTo("job-1");
  }
}
