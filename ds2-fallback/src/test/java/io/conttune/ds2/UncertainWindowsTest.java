package io.conttune.ds2;

import static io.conttune.core.tuning.JobFixture.id;
import static io.conttune.ds2.Ds2Tuning.START;
import static io.conttune.ds2.Ds2Tuning.WITH_THRESHOLD;
import static io.conttune.ds2.Ds2Tuning.cause;
import static io.conttune.ds2.Ds2Tuning.hold;
import static io.conttune.ds2.Ds2Tuning.rescale;
import static io.conttune.ds2.Ds2Tuning.targetRateRatio;
import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.metrics.TaskTime;
import io.conttune.core.tuning.Decision.Hold;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.JobFixture;
import io.conttune.core.tuning.Tuned;
import org.junit.jupiter.api.Test;

/** Windows that tell no load: the rate changed in them, or they scatter. */
class UncertainWindowsTest {
  @Test
  void takesNothingAwayOnAWindowInWhichTheRateChanged() {
    // 100 per subtask: 200 at 0.8 want 3.
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 200, 200, 0.1)
            .vertex("count", 8, 200, 0, 0.25)
            .chain("source", "count")
            .drift(2);

    Hold hold = hold(job, WITH_THRESHOLD, START);

    assertThat(hold.cause()).isEqualTo(HoldReason.UNSTEADY_RATES);
    assertThat(hold.reason())
        .isEqualTo("the rate changed by 200 % within the window, on which nothing is taken away");
    assertThat(hold.evidence().operators().get(1).why())
        .isEqualTo(
            "the linear method's 3, but it receives a rate that changed within the window,"
                + " keeps 8");
    assertThat(rescale(job.drift(0.1), WITH_THRESHOLD, START).parallelism())
        .containsEntry(id("count"), 3);
  }

  @Test
  void enlargesAnOperatorOnAWindowInWhichTheRateChanged() {
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 200, 200, 0.1)
            .vertex("count", 2, 200, 0, 1)
            .chain("source", "count")
            .drift(2);

    assertThat(rescale(job, WITH_THRESHOLD, START).parallelism()).containsEntry(id("count"), 3);
  }

  @Test
  void addsNothingOnAWindowInWhichTheRateChangedWhileNoOperatorIsFull() {
    // 100 per subtask: 170 at 0.8 want 3, which is neither for the old rate nor for the new one.
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 170, 170, 0.1)
            .vertex("count", 2, 170, 0, 0.95)
            .chain("source", "count")
            .drift(2);

    Hold hold = hold(job, WITH_THRESHOLD, START);

    assertThat(hold.cause()).isEqualTo(HoldReason.UNSTEADY_RATES);
    assertThat(hold.reason())
        .isEqualTo(
            "the rate changed by 200 % within the window, on which nothing is added while no"
                + " operator is full");
    assertThat(rescale(job.drift(0.1), WITH_THRESHOLD, START).parallelism())
        .containsEntry(id("count"), 3);
  }

  @Test
  void raisesNoTargetRateOnAWindowInWhichTheRateChanged() {
    // The source was held up for a moment only, at the begin of a burst.
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 7, 7, new TaskTime(0.1, 0.7, 0.2))
            .backlog("source", 90, 20)
            .vertex("count", 1, 7, 0, 0.14)
            .chain("source", "count")
            .drift(2);

    Tuned tuned = new Ds2Tuner(WITH_THRESHOLD).decide(job.input(START));

    assertThat(cause(tuned)).isEqualTo(HoldReason.UNSTEADY_RATES);
    assertThat(targetRateRatio(tuned)).isEqualTo(1);
    assertThat(rescale(job.drift(0.1), WITH_THRESHOLD, START).reason()).contains("scaled by 1.50");
  }

  @Test
  void doesNotGrowForAQuotientThatIsMuchLessThanWhatIsRememberedOfThePresentParallelism() {
    // 120 at 0.8 want 3.3 subtasks of the 45 that this window tells, and 3 of the 50 before.
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 120, 120, 0.1)
            .vertex("count", 3, 120, 0, 0.89)
            .chain("source", "count");
    assertThat(rescale(job, WITH_THRESHOLD, START).parallelism()).containsEntry(id("count"), 4);

    job.observed("count", 3, 148).observed("count", 3, 152);

    assertThat(hold(job, WITH_THRESHOLD, START).cause()).isEqualTo(HoldReason.BELOW_THRESHOLD);
  }

  @Test
  void growsForAnOperatorThatIsFullWhateverIsRememberedOfIt() {
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 120, 120, 0.1)
            .backlog("source", 1000, 30)
            .heldUp("source")
            .vertex("count", 3, 120, 0, 1)
            .chain("source", "count")
            .observed("count", 3, 200)
            .observed("count", 3, 200);

    assertThat(rescale(job, WITH_THRESHOLD, START).parallelism()).containsEntry(id("count"), 5);
  }

  @Test
  void doesNotGrowForARateOfTheSourceThatItsConsumerDidNotReceiveThoughNothingWaits() {
    // The source is measured over another part of a burst: 230 at 0.8 want 6 subtasks of 50.
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 230, 230, 0.1)
            .backlog("source", 0, 0)
            .vertex("count", 5, 198, 0, 0.79)
            .chain("source", "count");

    assertThat(hold(job, WITH_THRESHOLD, START).cause()).isEqualTo(HoldReason.BELOW_THRESHOLD);
    assertThat(rescale(job.heldUp("source"), WITH_THRESHOLD, START).parallelism())
        .containsEntry(id("count"), 6);
  }
}
