package io.conttune.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.Launches;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.rescale.Stage;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A job that is down takes up what a person has corrected in its file. */
final class CorrectedLaunchTest {
  private static final Launch.Jar CORRECTED = Launches.jar("corrected.jar", "count=2", "source=1");

  private final TunedJob job = TunedJob.wantingMore();

  @Test
  void isLaunchedByACorrectionOnceWhatRanBeforeCouldNotBeStartedEither() {
    job.cluster.refuse(
        launch -> launch.equals(CORRECTED) ? Optional.empty() : Optional.of("no such option"));
    job.stepTo(StepOutcome.Decided.class);
    stepToAttempt(3);
    String refused = job.newestRescale().launchedJobId();

    job.planner.correct(CORRECTED);
    job.start();
    RescaleEntry end = job.finishRescale();

    assertThat(end.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(formerLaunch(end)).isEqualTo(CORRECTED);
    assertThat(end.attempt().setback().orElseThrow()).contains("the job's file");
    assertThat(end.launchedJobId()).isNotEqualTo(refused);
    assertThat(job.cluster.liveJobIds()).containsExactly(end.launchedJobId());
  }

  @Test
  void isLaunchedAsItRanBeforeFirstWhateverTheFileSays() {
    job.cluster.refuse(
        launch -> TunedJob.isWanted(launch) ? Optional.of("no such option") : Optional.empty());
    job.stepTo(StepOutcome.Decided.class);

    job.planner.correct(CORRECTED);
    RescaleEntry end = job.finishRescale();

    assertThat(end.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(formerLaunch(end)).isNotEqualTo(CORRECTED);
  }

  @Test
  void isLaunchedByTheCorrectionAlsoAfterACrashThatFollowsIt() {
    job.cluster.refuse(
        launch -> launch.equals(CORRECTED) ? Optional.empty() : Optional.of("no such option"));
    job.stepTo(StepOutcome.Decided.class);
    stepToAttempt(3);
    job.planner.correct(CORRECTED);
    while (!formerLaunch(job.newestRescale()).equals(CORRECTED)) {
      job.step();
    }

    job.start();
    RescaleEntry end = job.finishRescale();

    assertThat(end.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(job.cluster.liveJobIds()).containsExactly(end.launchedJobId());
  }

  private void stepToAttempt(int number) {
    for (int steps = 0; job.newestRescale().attempt().number() < number; steps++) {
      assertThat(steps).isLessThan(1000);
      job.step();
    }
  }

  private static Launch formerLaunch(RescaleEntry entry) {
    return entry.plan().rescaling().restart().map(Rescaling.Restart::formerLaunch).orElseThrow();
  }
}
