package io.conttune.core.tuning;

import static io.conttune.core.tuning.JobFixture.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.graph.ShipStrategy;
import io.conttune.core.metrics.TaskTime;
import io.conttune.core.tuning.Decision.Rescale;
import io.conttune.core.tuning.Decision.Step;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IdleJobTest {
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  @Test
  void isIdleWhenNothingMovesAndNothingWaits() {
    assertThat(IdleJob.isIdle(still().metrics())).isTrue();
    assertThat(IdleJob.isIdle(still().backlog("source", 0, 0).metrics())).isTrue();
  }

  @Test
  void isNotIdleWhenOneOperatorReceivesOrSends() {
    JobFixture timer = still().vertex("timer", 8, 0, 0.1, 0);

    assertThat(IdleJob.isIdle(timer.metrics())).isFalse();
  }

  @Test
  void isNotIdleWhileRecordsWaitThatTheSourceDoesNotRead() {
    assertThat(IdleJob.isIdle(still().backlog("source", 5000, 0).metrics())).isFalse();
  }

  @Test
  void isIdleBeforeAFewRecordsThatCannotBeRead() {
    assertThat(IdleJob.isIdle(still().backlog("source", 5, 0).metrics())).isTrue();
  }

  @Test
  void isNotIdleWhenItsSourceIsHeldUp() {
    JobFixture stuck =
        still().vertex("source", 1, 0, 0, new TaskTime(0, 0, 1)).backlog("source", 0, 0);

    assertThat(IdleJob.isIdle(stuck.metrics())).isFalse();
  }

  @Test
  void isNotIdleWhenAnOperatorIsBusyAllTheTime() {
    assertThat(IdleJob.isIdle(still().vertex("map", 8, 0, 0, 1).metrics())).isFalse();
  }

  @Test
  void aJobWithoutRunningVerticesIsNotIdle() {
    assertThat(IdleJob.isIdle(new JobFixture().vertex("source", 1).metrics())).isFalse();
  }

  @Test
  void getsTheLeastThatItsLimitsAllow() {
    JobFixture job = still().bounds("sink", 3, 64);

    Rescale rescale = minimum(job).orElseThrow();

    assertThat(rescale.step()).isEqualTo(Step.IDLE);
    assertThat(rescale.parallelism())
        .isEqualTo(Map.of(id("source"), 1, id("map"), 1, id("sink"), 3));
    assertThat(rescale.reason())
        .isEqualTo(
            "no record for 10m (tuner.idle-time), to the least that the limits allow: map 8 → 1,"
                + " sink 8 → 3");
  }

  @Test
  void operatorsJoinedByForwardShareTheLargestOfTheirLeasts() {
    JobFixture job = still().edge("map", "sink", ShipStrategy.FORWARD).bounds("sink", 3, 64);

    assertThat(minimum(job).orElseThrow().parallelism()).containsEntry(id("map"), 3);
  }

  @Test
  void staysAsItIsAtItsMinimum() {
    JobFixture job = new JobFixture().vertex("source", 2, 0, 0, 0).vertex("map", 1, 0, 0, 0);

    assertThat(minimum(job.chain("source", "map"))).isEmpty();
  }

  private static JobFixture still() {
    return new JobFixture()
        .vertex("source", 1, 0, 0, 0)
        .vertex("map", 8, 0, 0, 0)
        .vertex("sink", 8, 0, 0, 0)
        .chain("source", "map", "sink");
  }

  private static Optional<Rescale> minimum(JobFixture job) {
    return IdleJob.toMinimum("conttune", job.input(new TunerState.None()), TEN_MINUTES);
  }
}
