package io.conttune.informed;

import static io.conttune.core.tuning.JobFixture.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.tuning.JobFixture;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SaturatedTest {
  @Test
  void theBusiestConsumerOfASourceThatWaitsIsSaturated() {
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 400, 400, 0.1)
            .heldUp("source")
            .vertex("slow", 4, 400, 0, 1)
            .vertex("other", 4, 400, 0, 0.7)
            .chain("source", "slow")
            .chain("source", "other");

    assertThat(saturated(job)).containsExactly(id("slow"));
  }

  @Test
  void anOperatorThatIdlesBesideOneThatIsHeldUpIsNotSaturated() {
    assertThat(saturated(besideOneThatIsHeldUp(0.7))).containsExactly(id("slow"));
  }

  @Test
  void aFullOperatorBesideOneThatIsHeldUpIsSaturated() {
    assertThat(saturated(besideOneThatIsHeldUp(0.99)))
        .containsExactlyInAnyOrder(id("beside"), id("slow"));
  }

  @Test
  void anOperatorWithAFullSubtaskBesideOneThatIsHeldUpIsSaturated() {
    assertThat(saturated(besideOneThatIsHeldUp(0.4).busiest("beside", 1)))
        .containsExactlyInAnyOrder(id("beside"), id("slow"));
  }

  /** The source sends to two operators, one of which waits for the operator behind it. */
  private static JobFixture besideOneThatIsHeldUp(double busy) {
    return new JobFixture()
        .vertex("source", 1, 400, 800, 0.1)
        .heldUp("source")
        .vertex("beside", 4, 400, 0, busy)
        .vertex("waiting", 4, 400, 400, 0.5)
        .heldUp("waiting")
        .vertex("slow", 4, 400, 0, 1)
        .chain("source", "beside")
        .chain("source", "waiting", "slow");
  }

  private static Set<OperatorId> saturated(JobFixture job) {
    return Saturated.in(job.graph(), job.metrics()).operators();
  }
}
