package io.conttune.ds2;

import static io.conttune.core.tuning.JobFixture.id;
import static io.conttune.ds2.Ds2Tuning.START;
import static io.conttune.ds2.Ds2Tuning.hold;
import static io.conttune.ds2.Ds2Tuning.rescale;
import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.tuning.Decision.Hold;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.Decision.Rescale;
import io.conttune.core.tuning.JobFixture;
import io.conttune.core.tuning.OperatorEvidence;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Jobs with an operator that cannot be given more: DS2 enlarges nothing that it holds back. */
class FullOperatorsTest {
  private static final Ds2Settings AT_EIGHTY_PERCENT =
      new Ds2Settings(0, 1, 0.8, Optional.empty(), 0, Ds2Settings.Lag.DEFAULT);

  @Test
  void enlargesNothingForRecordsThatAnOperatorAtItsLimitCannotPass() {
    Hold hold = hold(fullAtItsLimit(), Ds2Settings.DEFAULT, START);

    assertThat(hold.cause()).isEqualTo(HoldReason.AT_LIMIT);
  }

  @Test
  void enlargesWhatReadsFromAnotherSource() {
    JobFixture job =
        fullAtItsLimit()
            .vertex("other", 1, 200, 200, 0.1)
            .backlog("other", 1000, 100)
            .heldUp("other")
            .vertex("filter", 2, 200, 0, 1)
            .chain("other", "filter");

    assertThat(rescale(job, Ds2Settings.DEFAULT, START).parallelism())
        .containsEntry(id("filter"), 3)
        .containsEntry(id("sink"), 1);
  }

  @Test
  void enlargesWhatStandsBehindAnOperatorThatPassesAllThatArrives() {
    // 8 subtasks carry 200 records/s, but not at 80 %; the sink carries 200 at 83 %.
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 200, 200, 0.1)
            .vertex("map", 8, 200, 200, 0.9)
            .bounds("map", 1, 8)
            .vertex("sink", 1, 200, 0, 0.95)
            .chain("source", "map", "sink");

    assertThat(rescale(job, AT_EIGHTY_PERCENT, START).parallelism()).containsEntry(id("sink"), 2);
  }

  @Test
  void waitsForMoreWindowsBeforeItGrowsAgainAfterAStepWithoutGain() {
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 100, 100, 0.1)
            .backlog("source", 1000, 100)
            .heldUp("source")
            .vertex("map", 1, 100, 100, 0.9)
            .vertex("count", 4, 100, 0, 1)
            .chain("source", "map", "count")
            .observed("count", 2, 100);

    Hold first = hold(job, Ds2Settings.DEFAULT, START);
    Rescale proven =
        rescale(
            job.observed("count", 4, 100).observed("count", 4, 100), Ds2Settings.DEFAULT, START);

    assertThat(first.cause()).isEqualTo(HoldReason.NOT_CONFIRMED);
    assertThat(first.evidence().operators().get(2))
        .extracting(OperatorEvidence::why)
        .asString()
        .endsWith("waits for more windows, as more subtasks seem to bring nothing");
    assertThat(proven.parallelism()).containsEntry(id("count"), 2).containsEntry(id("map"), 1);
  }

  /** 300 records/s arrive; the 8 subtasks that map may have carry 200, the sink carries 250. */
  private static JobFixture fullAtItsLimit() {
    return new JobFixture()
        .vertex("source", 1, 200, 200, 0.1)
        .backlog("source", 1000, 100)
        .heldUp("source")
        .vertex("map", 8, 200, 200, 1)
        .bounds("map", 1, 8)
        .vertex("sink", 1, 200, 0, 0.8)
        .chain("source", "map", "sink");
  }
}
