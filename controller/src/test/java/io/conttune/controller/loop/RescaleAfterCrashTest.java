package io.conttune.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.controller.loop.StepOutcome.Decided;
import io.conttune.core.StoreUnavailableException;
import io.conttune.core.rescale.FakeCluster.Fate;
import io.conttune.core.rescale.ForwardingJournal;
import io.conttune.core.rescale.Journal;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A rescale goes on where a controller, Flink or the store failed. */
final class RescaleAfterCrashTest {
  private final TunedJob job = TunedJob.wantingMore();

  @ParameterizedTest
  @EnumSource(
      names = {"PLANNED", "STOPPING", "STOPPED", "SUBMITTING", "SUBMITTED", "RUNNING", "ENDING"})
  void carriesOnAfterACrashInAnyStage(Stage stage) {
    job.cluster.fate(
        launch ->
            TunedJob.isWanted(launch) && stage == Stage.ENDING
                ? Fate.STAYS_SCHEDULED
                : Fate.COMES_UP);
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
    assertThat(job.store.tunerState(TunedJob.NAME)).contains(TunedJob.STATE_AFTERWARDS);
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

  private void crashOnce() {
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 1000; i++) {
                job.step();
              }
            })
        .isInstanceOf(StoreUnavailableException.class);
  }

  /** Takes some entries, then fails: what was done before the next one is not in it. */
  private static final class ForgetfulJournal extends ForwardingJournal {
    private int left;

    ForgetfulJournal(Journal journal, int written) {
      super(journal);
      this.left = written;
    }

    @Override
    public void write(RescaleEntry entry) {
      if (left-- <= 0) {
        throw new StoreUnavailableException("killed", new IOException("killed"));
      }
      super.write(entry);
    }
  }
}
