package io.conttune.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.controller.loop.StepOutcome.Decided;
import io.conttune.core.StoreUnavailableException;
import io.conttune.core.identity.Fingerprints;
import io.conttune.core.rescale.ForwardingJournal;
import io.conttune.core.rescale.Journal;
import io.conttune.core.rescale.RescaleEntries;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.SlotsTakenException;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.DecisionLog;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A rescale from its decision to its end, and the time after it. */
final class JobControllerRescaleTest {
  private final TunedJob job = TunedJob.wantingMore();

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
  void refusesARescaleWhoseSlotsAnotherJobHasTakenMeanwhileAndPlansItAgain() {
    TakenSlots journal = new TakenSlots(job.store);
    job.stores = JobStores.in(job.store).withJournal(kept -> journal);
    job.start();

    Decided decided = job.stepTo(Decided.class);

    assertThat(decided.record().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(decided.record().guards()).singleElement().asString().contains("job orders");
    assertThat(decided.record().rescaleId()).isEmpty();
    assertThat(job.store.decisions(TunedJob.NAME, 1)).containsExactly(decided.record());
    assertThat(job.cluster.calls()).isEmpty();

    journal.other = Optional.empty();
    assertThat(job.stepTo(Decided.class).record().rescaleId()).contains(job.newestRescale().id());
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
      assertThat(job.store.tunerState(TunedJob.NAME)).contains(TunedJob.FORMER_STATE);
      assertThat(job.newestRescale()).isEqualTo(step.after());
      step = job.stepTo(StepOutcome.Rescaling.class);
    }

    assertThat(step.after().stage()).isEqualTo(Stage.VERIFIED);
    assertThat(job.store.tunerState(TunedJob.NAME)).contains(TunedJob.STATE_AFTERWARDS);
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
    job.cluster.refuse(
        launch -> TunedJob.isWanted(launch) ? Optional.of("main threw") : Optional.empty());
    job.stepTo(Decided.class);

    RescaleEntry end = job.finishRescale();
    Decided next = job.stepTo(Decided.class);

    assertThat(end.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(job.store.tunerState(TunedJob.NAME)).contains(TunedJob.FORMER_STATE);
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
  void leavesTheJobAloneTwiceAsLongAfterASecondFailure() {
    job.cluster.refuse(
        launch -> TunedJob.isWanted(launch) ? Optional.of("main threw") : Optional.empty());
    job.stepTo(Decided.class);
    job.finishRescale();
    job.clock.advance(TunedJob.TIMING.holdAfterFailure());
    job.stepTo(StepOutcome.Rescaling.class);
    RescaleEntry second = job.finishRescale();

    Decided next = job.stepTo(Decided.class);

    Duration twice = TunedJob.TIMING.holdAfterFailure().multipliedBy(2);
    assertThat(next.record().guards().get(0))
        .contains("left alone until " + second.stageSince().plus(twice));
  }

  @Test
  void leavesTheJobAloneAfterARescaleThatWasAbandoned() {
    job.cluster.failStops("directory not writable");
    job.stepTo(Decided.class);

    assertThat(job.finishRescale().stage()).isEqualTo(Stage.ABANDONED);
    assertThat(job.stepTo(Decided.class).record().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(job.cluster.liveJobIds()).containsExactly(TunedJob.FIRST_RUN);
    assertThat(job.store.tunerState(TunedJob.NAME)).contains(TunedJob.FORMER_STATE);
  }

  @Test
  void coolsDownAfterARescale() {
    job.stepTo(Decided.class);
    RescaleEntry end = job.finishRescale();
    job.tuner.rescale(TunedJob.FORMER, TunedJob.STATE_AFTERWARDS);

    Decided cooling = job.stepTo(Decided.class);
    Decided later = cooling;
    while (later.record().outcome() == Outcome.REFUSED) {
      later = job.stepTo(Decided.class);
    }

    assertThat(cooling.record().guards().get(0)).contains("cooling down");
    assertThat(later.record().outcome()).isEqualTo(Outcome.STARTED);
    assertThat(later.record().at()).isEqualTo(end.stageSince().plus(TunedJob.TIMING.cooldown()));
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
    public List<RescaleEntry> unfinished() {
      return List.of();
    }

    @Override
    public List<RescaleEntry> rescales(String jobName, int limit) {
      return List.of();
    }
  }

  /** Has got the rescale of another job in the meantime. */
  private static final class TakenSlots extends ForwardingJournal {
    private Optional<RescaleEntry> other = Optional.of(RescaleEntries.claiming("orders", 1));

    TakenSlots(Journal journal) {
      super(journal);
    }

    @Override
    public void write(RescaleEntry entry) {
      if (other.isPresent()) {
        throw new SlotsTakenException(other.get());
      }
      super.write(entry);
    }
  }

  private static final class FullDecisionLog implements DecisionLog {
    @Override
    public void append(DecisionRecord decision) {
      throw new StoreUnavailableException("the disk is full", new IOException("full"));
    }

    @Override
    public List<DecisionRecord> decisions(String jobName, Instant from, Instant to, int limit) {
      return List.of();
    }
  }
}
