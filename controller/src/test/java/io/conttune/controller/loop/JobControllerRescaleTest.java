package io.conttune.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.controller.config.Mode;
import io.conttune.controller.loop.StepOutcome.Decided;
import io.conttune.controller.loop.StepOutcome.Handling;
import io.conttune.core.StoreUnavailableException;
import io.conttune.core.identity.Fingerprints;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.FakeCluster.Fate;
import io.conttune.core.rescale.FakeRescalePlanner;
import io.conttune.core.rescale.Journal;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.DecisionLog;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import io.conttune.core.tuning.TunerState;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobControllerRescaleTest {
  private static final TunerState FORMER_STATE = new TunerState.ContTune(4);
  private static final TunerState STATE_AFTERWARDS = new TunerState.ContTune(16);
  private static final String BY_HAND = "e".repeat(32);

  private final TunedJob job = new TunedJob();

  @BeforeEach
  void theTunerWantsMore() {
    job.store.saveTunerState(TunedJob.NAME, FORMER_STATE);
    job.tuner.rescale(TunedJob.WANTED, STATE_AFTERWARDS);
  }

  @Test
  void isInTheJournalBeforeAnythingIsDone() {
    Decided decided = job.stepTo(Decided.class);

    assertThat(decided.record().outcome()).isEqualTo(Outcome.STARTED);
    assertThat(job.newestRescale().stage()).isEqualTo(Stage.PLANNED);
    assertThat(job.cluster.calls()).isEmpty();
  }

  @Test
  void doesNothingThatTheJournalDidNotTake() {
    job.stores = JobStores.in(job.store).withJournal(journal -> new FullJournal());
    job.start();

    assertThatThrownBy(() -> job.stepTo(Decided.class))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(job.cluster.calls()).isEmpty();
  }

  @Test
  void beginsNothingWhoseDecisionIsNotOnRecord() {
    job.stores = JobStores.in(job.store).withDecisions(kept -> new FullDecisionLog());
    job.start();

    assertThatThrownBy(() -> job.stepTo(Decided.class))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(job.store.rescales(TunedJob.NAME, 1)).isEmpty();
    assertThat(job.cluster.calls()).isEmpty();
  }

  @Test
  void recordsTheDecisionAnewWhenTheJournalDidNotTakeItsRescale() {
    FailingJournal journal = new FailingJournal(job.store);
    journal.failsToWrite = true;
    job.stores = JobStores.in(job.store).withJournal(kept -> journal);
    job.start();
    assertThatThrownBy(() -> job.stepTo(Decided.class))
        .isInstanceOf(StoreUnavailableException.class);
    journal.failsToWrite = false;

    Decided decided = job.stepTo(Decided.class);

    assertThat(decided.news()).isEqualTo(StepOutcome.News.NEW);
    assertThat(decided.record().rescaleId()).contains(job.newestRescale().id());
    assertThat(job.store.decisions(TunedJob.NAME, 1)).containsExactly(decided.record());
  }

  @Test
  void carriesARescaleToItsEndAndOnlyThenRemembersTheTunersState() {
    job.stepTo(Decided.class);
    StepOutcome.Rescaling step = job.stepTo(StepOutcome.Rescaling.class);
    while (!step.after().stage().isFinal()) {
      assertThat(job.store.tunerState(TunedJob.NAME)).contains(FORMER_STATE);
      assertThat(job.newestRescale()).isEqualTo(step.after());
      step = job.stepTo(StepOutcome.Rescaling.class);
    }

    assertThat(step.after().stage()).isEqualTo(Stage.VERIFIED);
    assertThat(job.store.tunerState(TunedJob.NAME)).contains(STATE_AFTERWARDS);
    assertThat(job.cluster.liveJobIds()).containsExactly(step.after().launchedJobId());
  }

  @Test
  void asksTheTunerNothingWhileARescaleIsUnderWay() {
    job.stepTo(Decided.class);
    int asked = job.tuner.inputs().size();

    job.finishRescale();

    assertThat(job.tuner.inputs()).hasSize(asked);
  }

  @Test
  void keepsTheFormerStateAndLeavesTheJobAloneAfterARescaleThatWasRolledBack() {
    job.cluster.refuse(launch -> wants(launch) ? Optional.of("main threw") : Optional.empty());
    job.stepTo(Decided.class);

    RescaleEntry end = job.finishRescale();
    Decided next = job.stepTo(Decided.class);

    assertThat(end.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(job.store.tunerState(TunedJob.NAME)).contains(FORMER_STATE);
    assertThat(next.record().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(next.record().guards().get(0))
        .contains("left alone until " + end.stageSince().plus(TunedJob.TIMING.holdAfterFailure()))
        .contains("ROLLED_BACK")
        .contains("main threw");
    assertThat(job.planner.asked()).isEqualTo(1);

    job.clock.advance(TunedJob.TIMING.holdAfterFailure());
    job.stepTo(Decided.class);

    assertThat(job.planner.asked()).isEqualTo(2);
  }

  @Test
  void launchesAJobThatWasTakenForLostOnceItIsSeenStopped() throws Exception {
    RescaleEntry failed = failBecauseTheJobIsUnknown();
    for (int look = 0; look < 20; look++) {
      assertThat(job.step()).isInstanceOf(StepOutcome.Waiting.class);
    }

    job.cluster.remember(TunedJob.FIRST_RUN);
    job.cluster.stop(TunedJob.FIRST_RUN, failed.triggerId(), "file:/savepoints");
    StepOutcome.Rescaling again = job.stepTo(StepOutcome.Rescaling.class);
    RescaleEntry end = job.finishRescale();

    assertThat(again.before()).isEqualTo(failed);
    assertThat(again.after().stage()).isEqualTo(Stage.STOPPING);
    assertThat(end.stage()).isEqualTo(Stage.VERIFIED);
    assertThat(job.cluster.liveJobIds()).containsExactly(end.launchedJobId());
    assertThat(job.outage()).isEmpty();
  }

  @Test
  void launchesNothingBesideARunThatAPersonHasStarted() throws Exception {
    RescaleEntry failed = failBecauseTheJobIsUnknown();
    job.cluster.running(BY_HAND, TunedJob.FORMER);
    job.cluster.remember(TunedJob.FIRST_RUN);
    job.cluster.stop(TunedJob.FIRST_RUN, failed.triggerId(), "file:/savepoints");

    for (int step = 0; step < 20; step++) {
      job.step();
    }

    assertThat(job.cluster.liveJobIds()).containsExactly(BY_HAND);
  }

  @Test
  void launchesNothingAfterARunThatAPersonHasStartedAndEnded() throws Exception {
    RescaleEntry failed = failBecauseTheJobIsUnknown();
    job.cluster.remember(TunedJob.FIRST_RUN);
    job.cluster.running(BY_HAND, TunedJob.FORMER);
    job.cluster.stop(TunedJob.FIRST_RUN, failed.triggerId(), "file:/savepoints");
    job.step();
    job.cluster.reach(BY_HAND, JobState.CANCELED);

    for (int step = 0; step < 20; step++) {
      job.step();
    }

    assertThat(job.cluster.liveJobIds()).isEmpty();
    assertThat(job.newestRescale()).isEqualTo(failed);
  }

  @Test
  void leavesAFailedRescaleAloneWhereItMustNotAct() throws Exception {
    RescaleEntry failed = failBecauseTheJobIsUnknown();
    job.cluster.remember(TunedJob.FIRST_RUN);
    job.cluster.stop(TunedJob.FIRST_RUN, failed.triggerId(), "file:/savepoints");
    job.mode = Mode.RECOMMEND;
    job.start();

    assertThat(job.step()).isInstanceOf(StepOutcome.Waiting.class);
    assertThat(job.newestRescale()).isEqualTo(failed);
  }

  private RescaleEntry failBecauseTheJobIsUnknown() {
    job.stepTo(Decided.class);
    while (job.cluster.calls().isEmpty()) {
      job.step();
    }
    job.cluster.forget(TunedJob.FIRST_RUN);
    RescaleEntry failed = job.finishRescale();
    assertThat(failed.stage()).isEqualTo(Stage.FAILED);
    return failed;
  }

  @Test
  void leavesTheJobAloneAfterARescaleThatWasAbandoned() {
    job.cluster.failStops("directory not writable");
    job.stepTo(Decided.class);

    assertThat(job.finishRescale().stage()).isEqualTo(Stage.ABANDONED);
    assertThat(job.stepTo(Decided.class).record().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(job.cluster.liveJobIds()).containsExactly(TunedJob.FIRST_RUN);
    assertThat(job.store.tunerState(TunedJob.NAME)).contains(FORMER_STATE);
  }

  @Test
  void coolsDownAfterARescale() {
    job.stepTo(Decided.class);
    RescaleEntry end = job.finishRescale();
    job.tuner.rescale(TunedJob.FORMER, STATE_AFTERWARDS);

    Decided cooling = job.stepTo(Decided.class);
    Decided later = cooling;
    while (later.record().outcome() == Outcome.REFUSED) {
      later = job.stepTo(Decided.class);
    }

    assertThat(cooling.record().guards().get(0)).contains("cooling down");
    assertThat(later.record().outcome()).isEqualTo(Outcome.STARTED);
    assertThat(later.record().at()).isEqualTo(end.stageSince().plus(TunedJob.TIMING.cooldown()));
  }

  @ParameterizedTest
  @EnumSource(
      names = {"PLANNED", "STOPPING", "STOPPED", "SUBMITTING", "SUBMITTED", "RUNNING", "ENDING"})
  void carriesOnAfterACrashInAnyStage(Stage stage) {
    job.cluster.fate(
        launch -> wants(launch) && stage == Stage.ENDING ? Fate.STAYS_SCHEDULED : Fate.COMES_UP);
    job.stepTo(Decided.class);
    while (job.newestRescale().stage() != stage) {
      job.step();
    }

    job.start();
    RescaleEntry end = job.finishRescale();

    assertThat(end.stage()).isEqualTo(stage == Stage.ENDING ? Stage.ROLLED_BACK : Stage.VERIFIED);
    assertThat(job.cluster.liveJobIds()).containsExactly(end.launchedJobId());
    assertThat(job.cluster.calls()).filteredOn(call -> call.startsWith("stop")).hasSize(1);
    assertThat(job.store.rescales(TunedJob.NAME, 9)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void doesNothingTwiceWhenItCrashesBetweenAnActAndItsJournal(int written) {
    ForgetfulJournal forgetful = new ForgetfulJournal(job.store, written);
    job.stores = JobStores.in(job.store).withJournal(journal -> forgetful);
    job.start();
    crashOnce();
    job.stores = JobStores.in(job.store);
    job.start();
    job.stepTo(StepOutcome.Rescaling.class);

    RescaleEntry end =
        job.newestRescale().stage().isFinal() ? job.newestRescale() : job.finishRescale();

    assertThat(end.stage()).isEqualTo(Stage.VERIFIED);
    assertThat(job.cluster.calls())
        .containsExactly("stop " + TunedJob.FIRST_RUN, "submit " + end.launchedJobId());
    assertThat(job.store.tunerState(TunedJob.NAME)).contains(STATE_AFTERWARDS);
  }

  @ParameterizedTest
  @EnumSource(
      value = Stage.class,
      names = {"STOPPED", "SUBMITTING", "SUBMITTED"})
  void takesTheRunOfAClaimedLaunchForItsOwnAfterACrash(Stage stage) {
    job.cluster.claimLaunches();
    job.stepTo(Decided.class);
    while (job.newestRescale().stage() != stage || !begun(stage)) {
      job.stepTo(StepOutcome.Rescaling.class);
    }
    job.stores = JobStores.in(job.store).withJournal(journal -> new ForgetfulJournal(journal, 0));
    job.start();
    crashOnce();
    job.stores = JobStores.in(job.store);
    job.start();

    RescaleEntry end = job.finishRescale();

    assertThat(end.stage()).as(end.note()).isEqualTo(Stage.VERIFIED);
    assertThat(job.cluster.liveJobIds()).containsExactly(end.launchedJobId());
    assertThat(end.launchedJobId()).startsWith("given-");
  }

  /** A claim is journalled as an entry of its own within the stage. */
  private boolean begun(Stage stage) {
    return stage != Stage.SUBMITTING || job.newestRescale().attempt().claim().isPresent();
  }

  @Test
  void saysWhatIsUnderWayWhileFlinkDoesNotAnswer() {
    job.stepTo(Decided.class);
    job.step();
    RescaleEntry before = job.newestRescale();
    job.cluster.beginOutage("refused");

    StepOutcome outcome = job.step();

    assertThat(outcome).isEqualTo(new StepOutcome.Unreachable("refused", Optional.of(before)));
    assertThat(job.newestRescale()).isEqualTo(before);
    job.cluster.endOutage();
    assertThat(job.finishRescale().stage()).isEqualTo(Stage.VERIFIED);
  }

  @Test
  void startsNoSecondCopyOfAJobThatSomebodyStartedWhileTheControllerWasAway() {
    stepToSubmitting();
    job.cluster.running(BY_HAND, TunedJob.FORMER);

    job.start();

    leavesTheJobToWhoeverStartedIt();
  }

  @Test
  void startsNoSecondCopyOfAJobThatSomebodyIsStarting() {
    stepToSubmitting();
    job.cluster.running(BY_HAND, Map.of());
    job.cluster.reach(BY_HAND, JobState.TRANSITIONAL);

    job.start();

    leavesTheJobToWhoeverStartedIt();
  }

  @Test
  void startsNoSecondCopyOfAJobThatSomebodyStartedWhileFlinkDidNotAnswer() {
    stepToSubmitting();
    job.cluster.beginOutage("refused");
    job.stepTo(StepOutcome.Unreachable.class);
    job.cluster.running(BY_HAND, TunedJob.FORMER);
    job.cluster.endOutage();

    leavesTheJobToWhoeverStartedIt();
  }

  @Test
  void startsNoSecondCopyOfAJobThatSomebodyStartedWhileTheStoreDidNotAnswer() {
    FailingJournal journal = new FailingJournal(job.store);
    job.stores = JobStores.in(job.store).withJournal(present -> journal);
    job.start();
    stepToSubmitting();
    journal.fails = true;
    assertThatThrownBy(job::step).isInstanceOf(StoreUnavailableException.class);
    job.cluster.running(BY_HAND, TunedJob.FORMER);
    journal.fails = false;

    leavesTheJobToWhoeverStartedIt();
  }

  @Test
  void startsNoSecondCopyOfAJobThatSomebodyStartedWhileTheControllerWasSuspended() {
    stepToSubmitting();
    job.clock.advance(Duration.ofSeconds(11));
    job.cluster.running(BY_HAND, TunedJob.FORMER);

    leavesTheJobToWhoeverStartedIt();
  }

  private void stepToSubmitting() {
    job.stepTo(Decided.class);
    while (job.newestRescale().stage() != Stage.SUBMITTING) {
      job.step();
    }
  }

  private void leavesTheJobToWhoeverStartedIt() {
    RescaleEntry end = job.finishRescale();

    assertThat(end.stage()).isEqualTo(Stage.ABANDONED);
    assertThat(end.note()).contains(BY_HAND);
    assertThat(job.cluster.liveJobIds()).containsExactly(BY_HAND);
  }

  @Test
  void startsNoSecondCopyOfAJobThatSomebodyStartedWhileItsLaunchesFailed() {
    job.cluster.refuse(launch -> Optional.of("the jar is gone"));
    job.stepTo(Decided.class);
    while (job.newestRescale().attempt().number() < 3) {
      job.step();
    }
    job.cluster.running(BY_HAND, TunedJob.FORMER);
    job.cluster.refuse(launch -> Optional.empty());

    RescaleEntry end = job.finishRescale();

    assertThat(end.stage()).isEqualTo(Stage.ABANDONED);
    assertThat(job.cluster.liveJobIds()).containsExactly(BY_HAND);
  }

  @Test
  void takesWhatALaunchCompletedThatArrivesAfterItWasRefused() {
    job.cluster.refuse(launch -> Optional.of("timed out"));
    job.stepTo(Decided.class);
    while (job.newestRescale().attempt().number() < 2) {
      job.step();
    }
    String late = job.newestRescale().launchedJobId(1);
    job.cluster.running(late, TunedJob.FORMER);
    job.cluster.checkpoint(late, "file:/checkpoints/chk-1");
    job.cluster.refuse(launch -> Optional.empty());

    RescaleEntry end = job.finishRescale();

    assertThat(end.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(job.cluster.liveJobIds()).containsExactly(end.launchedJobId());
    assertThat(job.cluster.startedFrom(end.launchedJobId())).isEqualTo("file:/checkpoints/chk-1");
  }

  /** A controller that was suspended just before it sent it, say, sends it when it wakes up. */
  @Test
  void endsALaunchThatArrivesWhenTheRescaleIsOver() {
    job.cluster.refuse(launch -> wants(launch) ? Optional.of("main threw") : Optional.empty());
    job.stepTo(Decided.class);
    RescaleEntry end = job.finishRescale();
    job.stepTo(Decided.class);

    job.cluster.running(end.launchedJobId(0), TunedJob.WANTED);
    StepOutcome found = job.step();
    assertThat(job.cluster.liveJobIds())
        .as("nothing is done before it is told")
        .contains(end.launchedJobId(0));
    StepOutcome cancelled = job.step();

    assertThat(found)
        .isEqualTo(
            new StepOutcome.LateLaunch(end.launchedJobId(0), job.newestRescale(), Handling.FOUND));
    assertThat(cancelled)
        .isEqualTo(
            new StepOutcome.LateLaunch(
                end.launchedJobId(0), job.newestRescale(), Handling.CANCELLED));
    assertThat(job.cluster.liveJobIds()).containsExactly(end.launchedJobId(1));
    job.stepTo(Decided.class);
  }

  @Test
  void endsALaunchThatArrivesWhenTheJobIsGone() {
    job.cluster.refuse(launch -> wants(launch) ? Optional.of("main threw") : Optional.empty());
    job.stepTo(Decided.class);
    RescaleEntry end = job.finishRescale();
    job.cluster.reach(end.launchedJobId(), JobState.CANCELED);
    job.stepTo(StepOutcome.Waiting.class);

    job.cluster.running(end.launchedJobId(0), TunedJob.WANTED);
    job.stepTo(StepOutcome.LateLaunch.class);
    job.stepTo(StepOutcome.LateLaunch.class);

    assertThat(job.cluster.liveJobIds()).isEmpty();
    assertThat(job.step()).isInstanceOf(StepOutcome.Waiting.class);
  }

  @Test
  void startsNoCopyBesideALaunchThatWasGivenUpLongAgo() {
    job.cluster.refuse(launch -> Optional.of("the jar is gone"));
    job.stepTo(Decided.class);
    while (job.newestRescale().attempt().number() < 5) {
      job.step();
    }
    String first = job.newestRescale().launchedJobId(0);
    job.cluster.running(first, TunedJob.WANTED);
    job.cluster.refuse(launch -> Optional.empty());

    job.stepTo(StepOutcome.LateLaunch.class);
    job.stepTo(StepOutcome.LateLaunch.class);
    assertThat(job.cluster.liveJobIds()).isEmpty();

    RescaleEntry end = job.finishRescale();
    assertThat(end.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(job.cluster.liveJobIds()).containsExactly(end.launchedJobId());
  }

  @Test
  void leavesTwoJobsOfItsNameToAPerson() {
    job.stepTo(Decided.class);
    RescaleEntry end = job.finishRescale();

    job.cluster.running("e".repeat(32), TunedJob.FORMER);

    assertThat(job.stepTo(StepOutcome.Waiting.class)).isNotNull();
    assertThat(job.cluster.liveJobIds())
        .containsExactlyInAnyOrder("e".repeat(32), end.launchedJobId());
  }

  @Test
  void onlyLooksAndWritesNothingWhileItWatches() {
    for (int i = 0; i < 30; i++) {
      job.watch();
    }

    StepOutcome.Observed observed = (StepOutcome.Observed) job.watch();

    Fingerprints fingerprints = Fingerprints.of(observed.snapshot().graph());
    assertThat(job.store.history(TunedJob.NAME, fingerprints, 5).observations()).isEmpty();
    assertThat(job.store.seenRun(TunedJob.NAME)).isEmpty();
    assertThat(job.store.decisions(TunedJob.NAME, 5)).isEmpty();
    assertThat(job.store.rescales(TunedJob.NAME, 5)).isEmpty();
    assertThat(job.tuner.inputs()).isEmpty();
    assertThat(job.step()).isInstanceOf(Decided.class);
  }

  private void crashOnce() {
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 1000; i++) {
                job.step();
              }
            })
        .isInstanceOf(StoreUnavailableException.class);
  }

  private static boolean wants(Launch.Jar launch) {
    return FakeRescalePlanner.parallelism(launch).equals(TunedJob.WANTED);
  }

  /** Takes nothing. */
  private static final class FullJournal implements Journal {
    @Override
    public void write(RescaleEntry entry) {
      throw new StoreUnavailableException("the disk is full", new IOException("full"));
    }

    @Override
    public Optional<RescaleEntry> unfinished(String jobName) {
      return Optional.empty();
    }

    @Override
    public List<RescaleEntry> rescales(String jobName, int limit) {
      return List.of();
    }
  }

  private static final class FullDecisionLog implements DecisionLog {
    @Override
    public void append(DecisionRecord decision) {
      throw new StoreUnavailableException("the disk is full", new IOException("full"));
    }

    @Override
    public List<DecisionRecord> decisions(String jobName, int limit) {
      return List.of();
    }
  }

  /** Does not answer while the test says so. */
  private static final class FailingJournal implements Journal {
    private final Journal journal;
    private boolean fails = false;
    private boolean failsToWrite = false;

    FailingJournal(Journal journal) {
      this.journal = journal;
    }

    @Override
    public void write(RescaleEntry entry) {
      if (failsToWrite) {
        throw new StoreUnavailableException("the disk is full", new IOException("full"));
      }
      answering().write(entry);
    }

    @Override
    public Optional<RescaleEntry> unfinished(String jobName) {
      return answering().unfinished(jobName);
    }

    @Override
    public List<RescaleEntry> rescales(String jobName, int limit) {
      return answering().rescales(jobName, limit);
    }

    private Journal answering() {
      if (fails) {
        throw new StoreUnavailableException("no connection", new IOException("refused"));
      }
      return journal;
    }
  }

  /** Takes some entries, then fails: what was done before the next one is not in it. */
  private static final class ForgetfulJournal implements Journal {
    private final Journal journal;
    private int left;

    ForgetfulJournal(Journal journal, int written) {
      this.journal = journal;
      this.left = written;
    }

    @Override
    public void write(RescaleEntry entry) {
      if (left-- <= 0) {
        throw new StoreUnavailableException("killed", new IOException("killed"));
      }
      journal.write(entry);
    }

    @Override
    public Optional<RescaleEntry> unfinished(String jobName) {
      return journal.unfinished(jobName);
    }

    @Override
    public List<RescaleEntry> rescales(String jobName, int limit) {
      return journal.rescales(jobName, limit);
    }
  }
}
