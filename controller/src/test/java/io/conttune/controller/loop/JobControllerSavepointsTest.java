package io.conttune.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.config.Mode;
import io.conttune.controller.loop.StepOutcome.Decided;
import io.conttune.controller.loop.StepOutcome.Tidied;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.ScriptedTuner;
import io.conttune.core.tuning.TunerState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The savepoints that rescales leave behind; two are kept. */
class JobControllerSavepointsTest {
  private final TunedJob job = new TunedJob();

  @Test
  void disposesOfTheOldestOfThreeOnceTheThirdRescaleIsOver() {
    List<String> made = rescales(3);

    Tidied tidied = job.stepTo(Tidied.class);

    assertThat(tidied.savepoint().path()).isEqualTo(made.get(0));
    assertThat(tidied.savepoint().obstacle()).isEmpty();
    assertThat(job.store.savepoints(TunedJob.NAME)).containsExactly(made.get(2), made.get(1));
  }

  @Test
  void disposesOfNothingBeforeItHasSeenTheJobRunAgain() {
    rescales(3);
    job.start();

    StepOutcome first = job.step();

    assertThat(first).isNotInstanceOf(Tidied.class);
    assertThat(job.savepoints.takeRequests()).isEmpty();
  }

  @Test
  void measuresAndDecidesInBetweenWhenItHasMuchToTidyUp() {
    for (int number = 1; number <= 6; number++) {
      job.store.savepointMade(TunedJob.NAME, "file:/s/savepoint-" + number);
    }
    List<StepOutcome> outcomes = new ArrayList<>();
    for (int steps = 0; steps < 20; steps++) {
      outcomes.add(job.step());
    }

    assertThat(outcomes).filteredOn(Tidied.class::isInstance).hasSize(4);
    for (int i = 1; i < outcomes.size(); i++) {
      assertThat(outcomes.subList(i - 1, i + 1)).anyMatch(step -> !(step instanceof Tidied));
    }
    assertThat(outcomes.get(outcomes.size() - 1)).isInstanceOf(Decided.class);
  }

  @Test
  void disposesOfNothingIfItMayNotAct() {
    rescales(3);
    job.mode = Mode.OBSERVE;
    job.start();

    for (int steps = 0; steps < 20; steps++) {
      assertThat(job.step()).isNotInstanceOf(Tidied.class);
    }
    assertThat(job.savepoints.takeRequests()).isEmpty();
  }

  @Test
  void tidiesUpAfterRescalesOfPeopleThoughTheTunerOnlyRecommends() {
    List<String> made = rescales(3);
    job.mode = Mode.RECOMMEND;
    job.start();

    assertThat(job.stepTo(Tidied.class).savepoint().path()).isEqualTo(made.get(0));
  }

  @Test
  void goesOnMeasuringWhenTheDisposalFails() {
    rescales(3);
    job.savepoints.goAway();

    assertThat(job.stepTo(Tidied.class).savepoint().obstacle()).contains("the cluster is away");
    assertThat(job.stepTo(Decided.class)).isNotNull();
  }

  /** The savepoints of so many rescales, the oldest first. */
  private List<String> rescales(int count) {
    List<String> made = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      job.tuner.rescale(
          n % 2 == 0 ? TunedJob.WANTED : TunedJob.FORMER, new TunerState.ContTune(16));
      job.clock.advance(TunedJob.TIMING.cooldown());
      job.stepTo(Decided.class);
      RescaleEntry end = job.finishRescale();
      assertThat(end.stage()).as(end.note()).isEqualTo(Stage.VERIFIED);
      made.add(end.state().orElseThrow().path());
    }
    job.tuner.hold(HoldReason.FITS, ScriptedTuner.INITIAL);
    return made;
  }
}
