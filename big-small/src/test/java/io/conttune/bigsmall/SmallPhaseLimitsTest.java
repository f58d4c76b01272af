package io.conttune.bigsmall;

import static io.conttune.bigsmall.SourceAndCount.job;
import static io.conttune.core.graph.ShipStrategy.FORWARD;
import static io.conttune.core.graph.ShipStrategy.HASH;
import static io.conttune.core.tuning.JobFixture.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.tuning.JobFixture;
import org.junit.jupiter.api.Test;

/** The Small phase with operators that share a parallelism or have limits. */
class SmallPhaseLimitsTest {
  @Test
  void givesOperatorsOnAForwardEdgeTheLargerParallelism() {
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 480, 480, 0.2)
            .vertex("map", 8, 480, 480, 0.5)
            .vertex("sink", 8, 480, 0, 0.3)
            .edge("source", "map", HASH)
            .edge("map", "sink", FORWARD)
            .observed("map", 7, 700);
    // map: model 6. sink: the same curve gives 6 too, so its bounds ask for 7.
    job.bounds("sink", 7, 64);

    Tuning tuning = Tuning.of(job);

    assertThat(tuning.parallelism()).containsEntry(id("map"), 7).containsEntry(id("sink"), 7);
  }

  @Test
  void saysWhichPartnerNeedsMore() {
    // light gets 480/s, heavy 680/s after a fan-out: 6 and 9 of 100 each.
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 480, 480, 0.2)
            .vertex("light", 12, 480, 680, 0.5)
            .vertex("heavy", 12, 680, 0, 0.6)
            .edge("source", "light", HASH)
            .edge("light", "heavy", FORWARD)
            .observed("light", 6, 600)
            .observed("heavy", 9, 900);

    Tuning tuning = Tuning.of(job);

    assertThat(tuning.parallelism()).containsEntry(id("light"), 9).containsEntry(id("heavy"), 9);
    assertThat(tuning.evidence("light").why())
        .endsWith("; an operator that FORWARD joins it with needs 9");
  }

  @Test
  void staysWithinTheLimitsAndSaysSo() {
    // p_lin of 8 from 12 is clamped to 10.
    Tuning tuning = Tuning.of(job(12, 480, 0.5).bounds("count", 10, 20));

    assertThat(tuning.parallelism()).containsEntry(id("count"), 10);
    assertThat(Tuning.of(job(12, 480, 0.5).bounds("count", 1, 7)).evidence("count").why())
        .endsWith("; its limits of 1 to 7 make it 7");
  }

  @Test
  void bringsAnOperatorBackIntoItsLimitsHoweverSmallTheChange() {
    Tuning tuning = Tuning.of(job(20, 1600, 0.8).bounds("count", 1, 19));

    assertThat(tuning.parallelism()).containsEntry(id("count"), 19);
  }
}
