package io.conttune.ds2;

import static io.conttune.core.tuning.JobFixture.id;
import static io.conttune.ds2.Ds2Tuning.START;
import static io.conttune.ds2.Ds2Tuning.WITH_THRESHOLD;
import static io.conttune.ds2.Ds2Tuning.cause;
import static io.conttune.ds2.Ds2Tuning.rescale;
import static io.conttune.ds2.Ds2Tuning.steady;
import static io.conttune.ds2.Ds2Tuning.targetRateRatio;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conttune.core.metrics.TaskTime;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.Decision.Rescale;
import io.conttune.core.tuning.JobFixture;
import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.TunerState;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** DS2 raises the target rate of a job that lags though its parallelism has converged. */
class TargetRateRatioTest {
  @Test
  void raisesTheTargetRateOfAJobThatLagsThoughItHasConverged() {
    // count: 100 per subtask at 2 and 180 wanted fits, yet the source reads 150 of its 180.
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 150, 150, 0.1)
            .backlog("source", 900, 30)
            .heldUp("source")
            .vertex("count", 2, 150, 0, 0.75)
            .chain("source", "count");

    Tuned tuned = new Ds2Tuner(Ds2Settings.DEFAULT).decide(job.input(START));

    Rescale rescale = (Rescale) tuned.decision();
    assertThat(rescale.parallelism()).containsEntry(id("count"), 3);
    assertThat(rescale.reason())
        .isEqualTo("count 2 → 3 to follow the rates (target rates scaled by 1.20)");
    assertThat(targetRateRatio(tuned)).isCloseTo(1.2, within(1e-9));
  }

  @Test
  void keepsTheTargetRateRatioThatWasOnceNeeded() {
    TunerState raised = new TunerState.Ds2(0, 0, Map.of(), 1.2);

    // 200 × 1.2 at 100 per subtask: 3.
    assertThat(rescale(steady(), Ds2Settings.DEFAULT, raised).parallelism())
        .containsEntry(id("count"), 3);
  }

  @Test
  void boundsTheTargetRateRatio() {
    // The source reads a tenth of its rate, and half that rate could be read in vain for ever.
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 10, 10, 0.5)
            .backlog("source", 900, 90)
            .heldUp("source")
            .vertex("count", 2, 10, 0, 0.01)
            .chain("source", "count")
            .bounds("count", 2, 2);

    Tuned tuned = new Ds2Tuner(Ds2Settings.DEFAULT).decide(job.input(START));

    assertThat(cause(tuned)).isEqualTo(HoldReason.AT_LIMIT);
    assertThat(tuned.decision().reason()).contains("10.00 times").contains("scaled by 1.50");
    assertThat(targetRateRatio(tuned)).isEqualTo(1);
  }

  @Test
  void takesBackpressureForTheLagOfASourceWithoutBacklog() {
    // A fifth of its time the source waits: 1 / 0.8 = 1.25 times the rate, 250 at 100: 3.
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 200, 200, new TaskTime(0.8, 0, 0.2))
            .vertex("count", 2, 200, 0, 1)
            .chain("source", "count");

    assertThat(rescale(job, Ds2Settings.DEFAULT, START).parallelism())
        .containsEntry(id("count"), 3);
  }

  @Test
  void raisesTheTargetRateOfAJobThatGrowsAndWhoseSourcesDoNotTellWhatWaits() {
    // Two full subtasks of 100 each want 2.5 for what is read, and 3.75 for half as much again.
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 200, 200, new TaskTime(0.05, 0, 0.95))
            .vertex("count", 2, 200, 0, 1)
            .chain("source", "count");

    assertThat(rescale(job, WITH_THRESHOLD, START).parallelism()).containsEntry(id("count"), 4);
    assertThat(rescale(job.backlog("source", 0, 0), WITH_THRESHOLD, START).parallelism())
        .containsEntry(id("count"), 3);
  }
}
