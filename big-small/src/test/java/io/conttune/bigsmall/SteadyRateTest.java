package io.conttune.bigsmall;

import static io.conttune.bigsmall.SourceAndCount.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.Decision.Step;
import org.junit.jupiter.api.Test;

/** A parallelism is fitted only to a rate that is steady within the window. */
class SteadyRateTest {
  @Test
  void holdsWhileTheRateChangesWithinTheWindow() {
    Tuning tuning = Tuning.of(job(8, 480, 0.5).drift(0.11));

    assertThat(tuning.hold(HoldReason.UNSTEADY_RATES).reason())
        .isEqualTo("the rate changed by 11 % within the window, more than 10 %");
    assertThat(tuning.evidence("count").chosen()).isEqualTo(8);
  }

  @Test
  void showsThatTheRateChangedByMoreThanItMay() {
    Tuning tuning = Tuning.of(job(8, 480, 0.5).drift(0.1004));

    assertThat(tuning.hold(HoldReason.UNSTEADY_RATES).reason())
        .isEqualTo("the rate changed by 10.04 % within the window, more than 10.00 %");
  }

  @Test
  void fitsToARateThatIsSteadyEnough() {
    Tuning tuning = Tuning.of(job(8, 480, 0.5).drift(0.1));

    assertThat(tuning.rescale().step()).isEqualTo(Step.SMALL);
  }

  @Test
  void relievesAnOverloadWithoutWaitingForASteadyRate() {
    Tuning tuning = Tuning.of(job(4, 480, 1).drift(0.5));

    assertThat(tuning.rescale().step()).isEqualTo(Step.BIG);
  }
}
