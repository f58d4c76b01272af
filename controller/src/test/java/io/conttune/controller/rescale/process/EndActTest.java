package io.conttune.controller.rescale.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.rescale.Checkpoints;
import io.conttune.core.rescale.JobCondition.Subtasks;
import io.conttune.core.rescale.Replay;
import io.conttune.core.rescale.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By which act a launched run that is given up is brought to its end. */
final class EndActTest extends SteppedRescale {
  EndActTest() {
    super(Checkpoints.RETAINED, Replay.SHOWS);
  }

  @ParameterizedTest
  @CsvSource({
    "RETAINED, HIDDEN, ALL_UP, cancel",
    "RETAINED, SHOWS, ALL_UP, stop",
    "RETAINED, HIDDEN, NOT_ALL_UP, cancel",
    "RETAINED, SHOWS, NOT_ALL_UP, cancel",
    "DELETED, HIDDEN, ALL_UP, stop",
    "DELETED, SHOWS, ALL_UP, stop",
    "DELETED, HIDDEN, NOT_ALL_UP, cancel",
    "DELETED, SHOWS, NOT_ALL_UP, cancel",
    "NONE, HIDDEN, ALL_UP, cancel",
    "NONE, SHOWS, ALL_UP, stop",
    "NONE, HIDDEN, NOT_ALL_UP, cancel",
    "NONE, SHOWS, NOT_ALL_UP, cancel"
  })
  void isTheOneThatLosesNothingAndShowsNoRecordTwice(
      Checkpoints checkpoints, Replay replay, Subtasks subtasks, String act) throws Exception {
    plan(checkpoints, replay);
    String launched = giveUp(subtasks);

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(cluster.calls())
        .filteredOn(call -> call.endsWith(" " + launched) && !call.startsWith("submit"))
        .containsExactly(act + " " + launched);
    assertThat(cluster.liveJobIds()).containsExactly(entry.launchedJobId());
  }

  @Test
  void startsFromTheSavepointOfARunWhoseSinksWouldShowWhatIsReadAgain() throws Exception {
    String launched = giveUp(Subtasks.ALL_UP);
    cluster.checkpoint(launched, "file:/checkpoints/chk-1");
    String savepoint = "file:/savepoints/savepoint-" + entry.endingTriggerId();

    runToTheEnd();

    assertThat(startedFrom()).isEqualTo(savepoint);
  }

  @Test
  void letsARunSettleThatIsUpAsAskedAndCannotBeStopped() throws Exception {
    String launched = giveUp(Subtasks.ALL_UP);
    cluster.failStops("directory not writable");

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.VERIFIED);
    assertThat(cluster.liveJobIds()).containsExactly(launched);
  }

  @Test
  void cancelsARunThatFailsBecauseItCannotBeStopped() throws Exception {
    String launched = giveUp(Subtasks.ALL_UP);
    cluster.failStops("expired");
    step();
    cluster.be(launched, Subtasks.NOT_ALL_UP);

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(cluster.calls()).contains("cancel " + launched);
  }

  /** The run fails while it settles, and has come up again, or not, when it is to end. */
  private String giveUp(Subtasks subtasks) throws Exception {
    advanceTo(Stage.RUNNING);
    String launched = entry.launchedJobId();
    cluster.failOver(launched);
    advanceTo(Stage.ENDING);
    cluster.be(launched, subtasks);
    return launched;
  }
}
