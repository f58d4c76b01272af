package io.conttune.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.config.Mode;
import io.conttune.controller.loop.StepOutcome.Decided;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import io.conttune.core.steering.GivenOrders;
import io.conttune.core.steering.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rescale that failed because its job was unknown goes on when the job is seen again. */
final class RescaleTakenUpAgainTest {
  private static final String BY_HAND = "e".repeat(32);

  private final TunedJob job = TunedJob.wantingMore();

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
    job.mode = Mode.OBSERVE;
    job.start();

    assertThat(job.step()).isInstanceOf(StepOutcome.Waiting.class);
    assertThat(job.newestRescale()).isEqualTo(failed);
  }

  @Test
  void takesUpARescaleThatAPersonHasAskedForThoughTheTunerOnlyRecommends() throws Exception {
    job.mode = Mode.RECOMMEND;
    job.start();
    job.store.give(GivenOrders.of(TunedJob.NAME, 1, new Order.Apply(TunedJob.WANTED)));
    RescaleEntry failed = failBecauseTheJobIsUnknown();

    job.cluster.remember(TunedJob.FIRST_RUN);
    job.cluster.stop(TunedJob.FIRST_RUN, failed.triggerId(), "file:/savepoints");

    assertThat(job.finishRescale().stage()).isEqualTo(Stage.VERIFIED);
  }

  /** Whoever deploys the job has paused it, stops it, and starts it on their own. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void launchesNothingBesideADeploymentThatHasPausedTheJob(boolean freeze) throws Exception {
    RescaleEntry failed = failBecauseTheJobIsUnknown();
    job.cluster.remember(TunedJob.FIRST_RUN);
    job.store.give(
        GivenOrders.of(TunedJob.NAME, 1, freeze ? new Order.Freeze() : new Order.Pause()));
    job.step();
    job.cluster.stop(TunedJob.FIRST_RUN, failed.triggerId(), "file:/savepoints");

    for (int step = 0; step < 20; step++) {
      assertThat(job.step())
          .isInstanceOfSatisfying(
              StepOutcome.Waiting.class,
              waiting ->
                  assertThat(waiting.sighting().reason())
                      .contains(
                          "; rescale %s would start it again, but the job is %s by alice"
                              .formatted(failed.id(), freeze ? "FROZEN" : "PAUSED")));
    }

    assertThat(job.newestRescale()).isEqualTo(failed);
    assertThat(job.cluster.liveJobIds()).isEmpty();
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
}
