package io.conttune.bigsmall;

import static io.conttune.bigsmall.SourceAndCount.job;
import static io.conttune.core.tuning.JobFixture.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.Decision.Step;
import io.conttune.core.tuning.JobFixture;
import io.conttune.core.tuning.Provisioning;
import org.junit.jupiter.api.Test;

/** The estimate for a job that is short, where somebody is to judge a recommendation. */
class RecommendedReliefTest {
  @Test
  void estimatesWhatAShortJobNeedsForARecommendation() {
    // 100 per subtask; 480 arrive and 400 are read: 600 wanted, and 1/120 of what waits.
    JobFixture job = job(4, 400, 1).backlog("source", 1200, 80).heldUp("source");
    ContTuneSettings estimating = ContTuneSettings.DEFAULT.with(Relief.ESTIMATE);

    Tuning tuning = Tuning.of(job, estimating, Tuning.HUNDRED_PER_SUBTASK);

    assertThat(tuning.rescale().step()).isEqualTo(Step.SMALL);
    assertThat(tuning.parallelism()).containsEntry(id("count"), 7);
    assertThat(tuning.rescale().evidence().provisioning()).isEqualTo(Provisioning.UNDER);
  }

  @Test
  void recommendsNothingButSaysWhatIsCarriedWhereTheLimitsAllowNoMore() {
    JobFixture job =
        job(4, 400, 1).backlog("source", 1200, 80).heldUp("source").bounds("count", 1, 4);
    ContTuneSettings estimating = ContTuneSettings.DEFAULT.with(Relief.ESTIMATE);

    Tuning tuning = Tuning.of(job, estimating, Tuning.HUNDRED_PER_SUBTASK);

    assertThat(tuning.hold(HoldReason.AT_LIMIT).reason())
        .isEqualTo(
            "count: nothing up to 4 suffices, 4 carries 83 % of its rate, as the model expects");
    assertThat(tuning.hold(HoldReason.AT_LIMIT).evidence().provisioning())
        .isEqualTo(Provisioning.UNDER);
  }

  @Test
  void saysThatARecommendationIsAStepWhereTheRatesAreNotKnown() {
    ContTuneSettings estimating = ContTuneSettings.DEFAULT.with(Relief.ESTIMATE);

    Tuning tuning = Tuning.of(job(4, 400, 1), estimating, Tuning.HUNDRED_PER_SUBTASK);

    assertThat(tuning.rescale().step()).isEqualTo(Step.BIG);
    assertThat(tuning.rescale().reason())
        .endsWith("; the rates are not known, so this is a step and no estimate");
  }
}
