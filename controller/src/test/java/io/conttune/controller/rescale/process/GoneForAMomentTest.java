package io.conttune.controller.rescale.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.rescale.Checkpoints;
import io.conttune.core.rescale.JobCondition.Subtasks;
import io.conttune.core.rescale.Stage;
import org.junit.jupiter.api.Test;

/**
 * A launched run that the cluster does not know for a moment, while its JobManager is restarted.
 */
final class GoneForAMomentTest extends SteppedRescale {
  GoneForAMomentTest() {
    super(Checkpoints.RETAINED);
  }

  @Test
  void isVerifiedWhenItComesBackAsAsked() throws Exception {
    String launched = goneWhileItSettles();
    back(launched);

    runToTheEnd();

    assertThat(entry.stage()).as(entry.note()).isEqualTo(Stage.VERIFIED);
    assertThat(cluster.liveJobIds()).containsExactly(launched);
    assertThat(cluster.calls()).doesNotContain("cancel " + launched, "stop " + launched);
  }

  @Test
  void isGivenTimeToComeUp() throws Exception {
    String launched = goneWhileItSettles();
    back(launched);
    cluster.be(launched, Subtasks.NOT_ALL_UP);
    for (int i = 0; i < 20; i++) {
      step();
    }
    assertThat(entry.stage()).isEqualTo(Stage.SUBMITTED);
    cluster.be(launched, Subtasks.ALL_UP);

    runToTheEnd();

    assertThat(entry.stage()).as(entry.note()).isEqualTo(Stage.VERIFIED);
  }

  @Test
  void isGivenUpWhenItFailsAfterThat() throws Exception {
    String launched = goneWhileItSettles();
    back(launched);
    step();
    advanceTo(Stage.RUNNING);
    cluster.failOver(launched);

    runToTheEnd();

    assertThat(entry.stage()).isEqualTo(Stage.ROLLED_BACK);
  }

  private String goneWhileItSettles() throws Exception {
    advanceTo(Stage.RUNNING);
    String launched = entry.launchedJobId();
    cluster.forget(launched);
    step();
    return launched;
  }

  /** Recovered by another JobManager, for which it has just begun to run. */
  private void back(String launched) throws Exception {
    cluster.remember(launched);
    cluster.failOver(launched);
    for (int i = 0; i < 22 && entry.stage() == Stage.RUNNING; i++) {
      step();
    }
  }
}
