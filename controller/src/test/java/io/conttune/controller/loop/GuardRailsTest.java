package io.conttune.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.config.DailyRange;
import io.conttune.controller.config.GuardRailsConfig;
import io.conttune.controller.loop.StepOutcome.Decided;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.rescale.SlotClaim;
import io.conttune.core.rescale.Stage;
import io.conttune.core.steering.GivenOrder;
import io.conttune.core.steering.GivenOrders;
import io.conttune.core.steering.Order;
import io.conttune.core.tuning.Bounds;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The tuner stays within what the owner of a job allows. */
final class GuardRailsTest {
  private static final DailyRange FIRST_HOUR =
      new DailyRange(LocalTime.of(0, 0), LocalTime.of(1, 0), ZoneId.of("UTC"));

  private final TunedJob job = TunedJob.wantingMore();

  @Test
  void nothingIsChangedInAPartOfTheDayThatIsClosed() {
    guard(new Rails().noChange(FIRST_HOUR).config());

    Decided decided = job.stepTo(Decided.class);

    assertThat(decided.record().outcome()).isEqualTo(Outcome.WITHHELD);
    assertThat(decided.record().guards().get(0)).contains("no-change: 00:00-01:00 UTC");
    job.clock.advance(Duration.ofHours(1));
    assertThat(job.stepTo(Decided.class).record().outcome()).isEqualTo(Outcome.STARTED);
  }

  @Test
  void aPersonMayChangeAJobInAPartOfTheDayThatIsClosed() {
    guard(new Rails().noChange(FIRST_HOUR).config());
    give(new Order.Scale(Map.of(FakeJobMonitor.COUNT.value(), 3)));

    assertThat(job.stepTo(Decided.class).record().outcome()).isEqualTo(Outcome.STARTED);
  }

  @Test
  void noMoreRescalesAreBegunWithinAnHourThanAllowed() {
    guard(new Rails().rescalesPerHour(1).config());
    job.stepTo(Decided.class);
    job.finishRescale();
    job.tuner.rescale(TunedJob.FORMER, TunedJob.FORMER_STATE);
    job.clock.advance(Duration.ofMinutes(58));

    Decided decided = job.stepTo(Decided.class);

    assertThat(decided.record().outcome()).isEqualTo(Outcome.WITHHELD);
    assertThat(decided.record().guards().get(0)).contains("rescales-per-hour");
    job.clock.advance(Duration.ofMinutes(2));
    assertThat(job.stepTo(Decided.class).record().outcome()).isEqualTo(Outcome.STARTED);
  }

  @Test
  void theTunerIsGivenBoundsOfItsLargestStep() {
    guard(new Rails().largestStepUp(4).largestStepDown(1).config());

    Decided decided = job.stepTo(Decided.class);

    assertThat(job.tuner.inputs().get(0).limits().of(FakeJobMonitor.COUNT))
        .isEqualTo(new Bounds(1, 6));
    assertThat(decided.record().decision().evidence().notes())
        .anyMatch(note -> note.contains("count: 6 is as far as guard-rails.largest-step-up 4"));
  }

  /** The cluster has 16 slots, of which 8 are free and other jobs hold 6. */
  @Test
  void theTunerIsGivenWhatTheBudgetOfTheClusterLeaves() {
    guard(budget(10));

    Decided decided = job.stepTo(Decided.class);

    assertThat(job.tuner.inputs().get(0).limits().of(FakeJobMonitor.COUNT))
        .isEqualTo(new Bounds(1, 4));
    assertThat(decided.record().decision().evidence().notes())
        .contains(
            "guard-rails.cluster-slots: other jobs hold 6 of the 10 slots that the jobs of the"
                + " cluster may have together, which leaves 4 to this one; raise it");
    assertThat(decided.limits().ceilings().get(FakeJobMonitor.COUNT))
        .contains("guard-rails.cluster-slots");
  }

  @Test
  void theTunerIsGivenNoMoreThanTheSlotsOfTheJob() {
    guard(new Rails().jobSlots(3).clusterSlots(40).config());

    Decided decided = job.stepTo(Decided.class);

    assertThat(job.tuner.inputs().get(0).limits().of(FakeJobMonitor.COUNT))
        .isEqualTo(new Bounds(1, 3));
    assertThat(decided.limits().ceilings().get(FakeJobMonitor.COUNT))
        .isEqualTo("guard-rails.job-slots: the job may hold 3 slots; raise it");
  }

  @Test
  void theNarrowerOfTwoBudgetsCounts() {
    guard(new Rails().jobSlots(5).clusterSlots(10).config());

    Decided decided = job.stepTo(Decided.class);

    assertThat(decided.limits().ceilings().get(FakeJobMonitor.COUNT))
        .contains("guard-rails.cluster-slots", "which leaves 4 to this one");
  }

  @Test
  void aPlanBeyondTheSlotsOfTheJobIsWithheld() {
    guard(new Rails().jobSlots(7).config());
    job.planner.claim(new SlotClaim(List.of("http://127.0.0.1:8081"), 2, 8, 16, Set.of()));

    Decided decided = job.stepTo(Decided.class);

    assertThat(decided.record().outcome()).isEqualTo(Outcome.WITHHELD);
    assertThat(decided.record().guards())
        .containsExactly("the job would have 8 slots: more than the 7 of guard-rails.job-slots");
  }

  @Test
  void aBudgetMakesNoJobSmallerAndAnAmpleOneIsNotTold() {
    guard(budget(1));
    job.stepTo(Decided.class);
    guard(budget(40));
    Decided ample = job.stepTo(Decided.class);

    assertThat(job.tuner.inputs().get(0).limits().of(FakeJobMonitor.COUNT))
        .isEqualTo(new Bounds(1, 2));
    assertThat(ample.record().decision().evidence().notes())
        .noneMatch(note -> note.contains("cluster-slots"));
  }

  @Test
  void theTimeOfDayAsksForNothingBeyondTheBudget() {
    guard(new Rails().atLeast("00:00-01:00 UTC", 12).clusterSlots(10).config());

    job.stepTo(Decided.class);

    assertThat(job.tuner.inputs().get(0).limits().of(FakeJobMonitor.COUNT))
        .isEqualTo(Bounds.fixed(4));
  }

  /** Since the look, another job has reserved slots: of 16, the job could have 3. */
  @Test
  void aPlanBeyondTheBudgetIsWithheld() {
    guard(budget(20));
    job.planner.claim(new SlotClaim(List.of("http://127.0.0.1:8081"), 2, 8, 3, Set.of()));

    Decided decided = job.stepTo(Decided.class);

    assertThat(decided.record().outcome()).isEqualTo(Outcome.WITHHELD);
    assertThat(decided.record().guards())
        .containsExactly(
            "the job would have 8 slots, and other jobs hold or have reserved 13: more than the 20"
                + " of guard-rails.cluster-slots");
  }

  /** A plan may take many questions, and a start of the user's program, on the JobManager. */
  @Test
  void aPlanBeyondTheBudgetIsMadeOnceAWhileAndNotAtEachLook() {
    guard(budget(20));
    job.planner.claim(new SlotClaim(List.of("http://127.0.0.1:8081"), 2, 8, 3, Set.of()));

    for (int look = 0; look < 5; look++) {
      Decided decided = job.stepTo(Decided.class);
      assertThat(decided.record().outcome()).isEqualTo(Outcome.WITHHELD);
      assertThat(decided.record().guards().get(0)).contains("guard-rails.cluster-slots");
    }

    assertThat(job.planner.asked()).isEqualTo(1);
    job.clock.advance(TunedJob.TIMING.obstacleRetry());
    job.planner.claim(new SlotClaim(List.of("http://127.0.0.1:8081"), 2, 8, 16, Set.of()));
    job.stepTo(StepOutcome.Rescaling.class);
  }

  @Test
  void aPersonMayGoBeyondTheBudget() {
    guard(budget(10));
    job.planner.claim(new SlotClaim(List.of("http://127.0.0.1:8081"), 2, 12, 3, Set.of()));
    give(new Order.Scale(Map.of(FakeJobMonitor.COUNT.value(), 12)));

    job.stepTo(Decided.class);

    assertThat(job.finishRescale().plan().wanted()).containsEntry(FakeJobMonitor.COUNT, 12);
  }

  private static GuardRailsConfig budget(int slots) {
    return new Rails().clusterSlots(slots).config();
  }

  @Test
  void aPersonMayTakeALargerStepThanTheTuner() {
    guard(new Rails().largestStepUp(1).config());
    give(new Order.Scale(Map.of(FakeJobMonitor.COUNT.value(), 12)));

    job.stepTo(Decided.class);

    assertThat(job.finishRescale().plan().wanted()).containsEntry(FakeJobMonitor.COUNT, 12);
  }

  @Test
  void aJobThatHoldsGetsTheLeastParallelismOfTheTimeOfDay() {
    job.tuner.hold(HoldReason.FITS, TunedJob.FORMER_STATE);
    guard(new Rails().atLeast("00:00-01:00 UTC", 12).config());

    Decided decided = job.stepTo(Decided.class);

    assertThat(decided.record().decision().reason())
        .isEqualTo("guard-rails.at-least: 12 subtasks or more (00:00-01:00 UTC)");
    assertThat(job.finishRescale().plan().wanted())
        .isEqualTo(Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 12));
  }

  @Test
  void theTimeOfDayAsksForNothingBeyondTheLimits() {
    guard(new Rails().atLeast("00:00-01:00 UTC", 40).config());

    job.stepTo(Decided.class);

    assertThat(job.tuner.inputs().get(0).limits().of(FakeJobMonitor.COUNT))
        .isEqualTo(Bounds.fixed(16));
  }

  @Test
  void aPinIsStrongerThanAGuardRail() {
    job.tuner.hold(HoldReason.FITS, TunedJob.FORMER_STATE);
    guard(new Rails().largestStepUp(1).atLeast("00:00-01:00 UTC", 4).config());
    give(new Order.Pin(FakeJobMonitor.COUNT.value(), 9));

    job.stepTo(Decided.class);

    assertThat(job.finishRescale().plan().wanted()).containsEntry(FakeJobMonitor.COUNT, 9);
  }

  @Test
  void aPinIsCarriedOutWhileTheTunerMayChangeNothing() {
    job.tuner.hold(HoldReason.FITS, TunedJob.FORMER_STATE);
    guard(new Rails().noChange(FIRST_HOUR).config());
    give(new Order.Pin(FakeJobMonitor.COUNT.value(), 9));

    assertThat(job.stepTo(Decided.class).record().outcome()).isEqualTo(Outcome.STARTED);
  }

  @Test
  void whatTheTimeOfDayAsksForIsNotTheActOfAPerson() {
    job.tuner.hold(HoldReason.FITS, TunedJob.FORMER_STATE);
    guard(new Rails().atLeast("00:00-01:00 UTC", 12).config());
    job.stepTo(Decided.class);
    assertThat(job.finishRescale().plan().step()).isEqualTo(Decision.Step.GUARD_RAIL);

    job.tuner.rescale(
        Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 14), TunedJob.STATE_AFTERWARDS);
    job.clock.advance(TunedJob.TIMING.cooldown());

    assertThat(job.stepTo(Decided.class).record().outcome()).isEqualTo(Outcome.STARTED);
  }

  @Test
  void aJobIsPausedAfterFailuresInARowUntilAPersonResumesIt() {
    guard(new Rails().pauseAfterFailures(1).config());
    job.cluster.refuse(
        launch -> TunedJob.isWanted(launch) ? Optional.of("main threw") : Optional.empty());
    job.stepTo(Decided.class);
    assertThat(job.finishRescale().stage()).isEqualTo(Stage.ROLLED_BACK);
    job.clock.advance(TunedJob.TIMING.holdAfterFailure());

    Decided paused = job.stepTo(Decided.class);

    assertThat(paused.record().guards().get(0))
        .startsWith("PAUSED by guard-rails until it is resumed")
        .contains("main threw");
    give(new Order.Resume());
    assertThat(job.stepTo(Decided.class).record().outcome()).isEqualTo(Outcome.STARTED);
  }

  private void guard(GuardRailsConfig rails) {
    job.guardRails = rails;
    job.start();
  }

  private void give(Order order) {
    GivenOrder given = GivenOrders.of(TunedJob.NAME, 1000, order);
    job.store.give(given);
  }
}
