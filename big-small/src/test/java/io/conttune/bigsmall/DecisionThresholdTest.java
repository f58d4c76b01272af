package io.conttune.bigsmall;

import static io.conttune.bigsmall.SourceAndCount.job;
import static io.conttune.core.tuning.JobFixture.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.JobFixture;
import io.conttune.core.tuning.Provisioning;
import io.conttune.core.tuning.TunerState;
import org.junit.jupiter.api.Test;

/** Changes that are too small for a restart, by the default threshold and another one. */
class DecisionThresholdTest {
  @Test
  void keepsWhatFits() {
    Tuning tuning = Tuning.of(job(6, 480, 0.8));

    assertThat(tuning.hold(HoldReason.FITS).evidence().provisioning())
        .isEqualTo(Provisioning.NORMAL);
    assertThat(tuning.tuned().state()).isEqualTo(new TunerState.ContTune(8));
  }

  @Test
  void ignoresAChangeBelowTheThreshold() {
    // 20 + 1 subtasks against 19 + 1: 5 %.
    Tuning tuning = Tuning.of(job(20, 1520, 0.76));

    assertThat(tuning.hold(HoldReason.BELOW_THRESHOLD).reason())
        .isEqualTo(
            "count 20 → 19 would change the total parallelism from 21 to 20, less than the"
                + " threshold of 10 %");
  }

  @Test
  void redeploysAtTheThreshold() {
    // 11 to 10 in total is exactly a tenth.
    assertThat(Tuning.of(job(10, 720, 0.72)).parallelism()).containsEntry(id("count"), 9);
  }

  @Test
  void doesNotLetTheThresholdHideAnOperatorThatIsShort() {
    // count is 0.92 busy and wants 21 instead of 20; total 21 to 22 is 5 %.
    Tuning tuning = Tuning.of(job(20, 1680, 0.92).observed("count", 24, 2400));

    assertThat(tuning.parallelism()).containsEntry(id("count"), 21);
    assertThat(tuning.rescale().reason()).isEqualTo("count 20 → 21 to fit the rates; short: count");
  }

  @Test
  void holdsASmallGrowthBackWhileNoOperatorIsShort() {
    Tuning.of(job(20, 1680, 0.84)).hold(HoldReason.BELOW_THRESHOLD);
  }

  @Test
  void doesNotLetTheThresholdHideABacklogThatCannotBeWorkedOff() {
    // No operator is busy, the source is slow by itself; its 6000 records want 50/s more of count:
    // 1600/0.8 + 50 = 2050 > 1600/0.79 = 2025, so 21 instead of 20.
    JobFixture job = job(20, 1600, 0.79).backlog("source", 6000, 0).heldUp("source");

    Tuning tuning = Tuning.of(job);

    assertThat(tuning.parallelism()).containsEntry(id("count"), 21);
    assertThat(tuning.evidence("count").capacityWanted().orElseThrow())
        .isCloseTo(2050, within(1e-6));
  }

  @Test
  void doesNotPlanForABacklogOfLessThanASecond() {
    Tuning tuning = Tuning.of(job(8, 480, 0.5).backlog("source", 470, 0));

    assertThat(tuning.evidence("count").capacityWanted().orElseThrow())
        .isCloseTo(600, within(1e-9));
  }
}
