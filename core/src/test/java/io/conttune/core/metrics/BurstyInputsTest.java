package io.conttune.core.metrics;

import static io.conttune.core.tuning.JobFixture.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.graph.ShipStrategy;
import io.conttune.core.tuning.JobFixture;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** source → window → sink; the window operator writes in bursts. */
class BurstyInputsTest {
  private static final Duration CATCH_UP = Duration.ofMinutes(2);

  @Test
  void areAllOperatorsBehindAVertexThatWritesInBursts() {
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 100, 100, 0.1)
            .vertex("window", 1, 100, 1, 0.1)
            .vertex("enrich", 1, 1, 1, 0.1)
            .vertex("sink", 1, 1, 0, 0.1)
            .vertex("audit", 1, 100, 0, 0.1)
            .chain("source", "window", "enrich", "sink")
            .chain("source", "audit")
            .bursty("window");

    assertThat(bursty(job).operators()).containsExactlyInAnyOrder(id("enrich"), id("sink"));
  }

  @Test
  void areOperatorsThatReadAlthoughNoSourceBeforeThemDid() {
    JobFixture job =
        new JobFixture()
            .vertex("batches", 1, 0, 0, 0)
            .backlog("batches", 0, 0)
            .vertex("enrich", 4, 100, 100, 0.5)
            .vertex("sink", 4, 100, 0, 0.5)
            .chain("batches", "enrich", "sink");

    assertThat(bursty(job).operators()).containsExactlyInAnyOrder(id("enrich"), id("sink"));
    assertThat(bursty(job).against(job.graph().vertex(id("sink")), 1)).isPresent();
  }

  @Test
  void areNotOperatorsBehindASourceThatReadsBesideAnIdleOne() {
    JobFixture job =
        new JobFixture()
            .vertex("idle", 1, 0, 0, 0)
            .vertex("source", 1, 100, 100, 0.1)
            .vertex("join", 4, 100, 0, 0.5)
            .edge("idle", "join", ShipStrategy.HASH)
            .edge("source", "join", ShipStrategy.HASH);

    assertThat(bursty(job).operators()).isEmpty();
  }

  @Test
  void keepTheirParallelismWhileTheJobKeepsUp() {
    JobFixture job = job().heldUp("window").backlog("source", 12_000, 0);

    assertThat(bursty(job).against(job.graph().vertex(id("sink")), 3)).isPresent();
    assertThat(bursty(job).against(job.graph().vertex(id("sink")), 5))
        .contains("receives bursts of which the window does not hold two whole periods, keeps 4");
    assertThat(bursty(job).hides(id("sink"))).isTrue();
  }

  @Test
  void mayGrowOnceMoreWaitsThanTheJobIsGivenTimeFor() {
    JobFixture job = job().heldUp("window").backlog("source", 12_001, 0);

    assertThat(bursty(job).against(job.graph().vertex(id("sink")), 5)).isEmpty();
    assertThat(bursty(job).against(job.graph().vertex(id("sink")), 3)).isPresent();
    assertThat(bursty(job).hides(id("sink"))).isFalse();
  }

  @Test
  void doNotGrowForABacklogThatTheyDoNotCause() {
    JobFixture job = job().backlog("source", 12_001, 0);

    assertThat(bursty(job).hides(id("sink"))).isTrue();
  }

  @Test
  void mayGrowByBackpressureWhereNoSourceTellsItsBacklog() {
    assertThat(bursty(job().heldUp("window")).hides(id("sink"))).isFalse();
    assertThat(bursty(job()).hides(id("sink"))).isTrue();
  }

  @Test
  void leaveTheVertexThatWritesThemItsSubtasks() {
    JobFixture job = job().backlog("source", 0, 0);

    assertThat(bursty(job).against(job.graph().vertex(id("window")), 1)).isEmpty();
    assertThat(bursty(wide()).against(wide().graph().vertex(id("window")), 3))
        .contains("writes in bursts of which the window does not hold two whole periods, keeps 4");
    assertThat(bursty(wide()).against(wide().graph().vertex(id("window")), 5)).isEmpty();
  }

  @Test
  void holdUpAllThatWaitBeforeThem() {
    JobFixture job = job().heldUp("source").heldUp("window").backlog("source", 0, 0);

    assertThat(heldUp(job)).contains(id("source"));
    assertThat(heldUp(job)).contains(id("window"));
  }

  @Test
  void holdNobodyUpBeforeAnOperatorThatDoesNotWaitItself() {
    JobFixture job = job().heldUp("source").backlog("source", 0, 0);

    assertThat(heldUp(job)).doesNotContain(id("source"));
  }

  @Test
  void areNoneWhereEverythingIsSteady() {
    JobFixture job = new JobFixture().vertex("source", 1, 100, 100, 0.1).vertex("sink", 4, 1, 0, 1);
    job.chain("source", "sink");

    assertThat(bursty(job).against(job.graph().vertex(id("sink")), 1)).isEmpty();
  }

  private static JobFixture job() {
    return new JobFixture()
        .vertex("source", 1, 100, 100, 0.1)
        .vertex("window", 1, 100, 10, 0.5)
        .vertex("sink", 4, 10, 0, 1)
        .chain("source", "window", "sink")
        .bursty("window");
  }

  private static JobFixture wide() {
    return new JobFixture()
        .vertex("source", 1, 100, 100, 0.1)
        .vertex("window", 4, 100, 10, 0.5)
        .vertex("sink", 4, 10, 0, 1)
        .chain("source", "window", "sink")
        .bursty("window");
  }

  private static Set<OperatorId> heldUp(JobFixture job) {
    return bursty(job).heldUp(job.graph(), job.metrics(), 0.1);
  }

  private static BurstyInputs bursty(JobFixture job) {
    return BurstyInputs.of(job.graph(), job.metrics(), 0.1, CATCH_UP);
  }
}
