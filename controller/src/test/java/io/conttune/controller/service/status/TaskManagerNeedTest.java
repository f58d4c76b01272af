package io.conttune.controller.service.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.lease.LeaseStatus;
import io.conttune.controller.service.report.LoopNews;
import io.conttune.core.lease.Lease;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.rescale.Stage;
import io.conttune.core.steering.OrdersInForce;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cluster has 4 TaskManagers of 4 slots, of which this job holds 2 and others hold 6. */
final class TaskManagerNeedTest {
  private final ToldJob job = new ToldJob();

  private Optional<TaskManagerNeed> need() {
    return TaskManagerNeed.of(job.board.jobs());
  }

  private TaskManagerNeed known() {
    return need().orElseThrow();
  }

  @Test
  void theSlotsThatJobsHoldAreNeeded() throws Exception {
    job.measuring("job-1");

    assertThat(known().needed()).isEqualTo(2);
    assertThat(known().neededSlots()).isEqualTo(8);
    assertThat(known().isCertain()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "8, REFUSED, 14, 4",
    "8, STARTED, 14, 4",
    "8, RECOMMENDED, 8, 2",
    "8, WITHHELD, 8, 2",
    "1, STARTED, 8, 2",
    "1, RECOMMENDED, 8, 2",
    "3, REFUSED, 9, 3"
  })
  void slotsAreNeededUntilTheyAreFreeAndOnesThatAJobIsAboutToGet(
      int wanted, Outcome outcome, int slots, int taskManagers) throws Exception {
    job.wanted(wanted, outcome);

    assertThat(known().neededSlots()).isEqualTo(slots);
    assertThat(known().needed()).isEqualTo(taskManagers);
  }

  @Test
  void nobodyCanTellBeforeTheFirstLookAndLongAfterTheLast() throws Exception {
    assertThat(need()).isEmpty();
    job.measuring("job-1");
    job.clock.advance(Duration.ofMinutes(5));

    assertThat(need()).isEmpty();
    assertThat(TaskManagerNeed.of(List.of())).isEmpty();
  }

  @Test
  void nobodyTellsWhileAJobIsRescaled() throws Exception {
    job.measuring("job-1");
    job.rescaled(Stage.VERIFIED);
    assertThat(need()).isEmpty();

    job.measuring("job-2", 1);

    assertThat(need()).isPresent();
  }

  @Test
  void aClusterThatDoesNotAnswerMayHaveOtherJobsByNow() throws Exception {
    job.measuring("job-1");
    job.failing(1);

    assertThat(known().isCertain()).isFalse();
  }

  @Test
  void aJobThatIsNotThereHoldsNothing() throws Exception {
    ToldJob other = new ToldJob();
    other.measuring("job-1");
    job.missing(new JobSighting.NotSeen("no live job matches"), OrdersInForce.NONE);

    assertThat(TaskManagerNeed.of(List.of(job.status(), other.status())).orElseThrow().isCertain())
        .isTrue();
  }

  @Test
  void theControllerThatActsOnTheFirstJobTells() throws Exception {
    job.measuring("job-1");
    ToldJob other = new ToldJob();
    other.measuring("job-1");
    other.hear(
        new LoopNews.LeaseChanged(
            new LeaseStatus.Alone(),
            new LeaseStatus.StandingBy(Optional.of(new Lease(ToldJob.NAME, 3, "other:1")))));

    assertThat(TaskManagerNeed.of(List.of(job.status(), other.status()))).isPresent();
    assertThat(TaskManagerNeed.of(List.of(other.status(), job.status()))).isEmpty();
  }
}
