package io.conttune.core.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.history.History;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoundsTest {
  @Test
  void clampsToTheNearestAllowedParallelism() {
    Bounds bounds = new Bounds(2, 6);

    assertThat(bounds.clamp(1)).isEqualTo(2);
    assertThat(bounds.clamp(4)).isEqualTo(4);
    assertThat(bounds.clamp(9)).isEqualTo(6);
    assertThat(bounds.isFixed()).isFalse();
    assertThat(Bounds.fixed(3).isFixed()).isTrue();
  }

  @Test
  void refusesEmptyRange() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Bounds(3, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> new Bounds(0, 2));
  }

  @Test
  void refusesToAnswerForAnOperatorWithoutLimits() {
    Limits limits = new Limits(Map.of());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> limits.of(new OperatorId("map")))
        .withMessageContaining("no limits given for job vertex map");
  }

  @Test
  void refusesInputThatLeavesAVertexWithoutLimits() {
    JobFixture job = new JobFixture().vertex("source", 1, 10, 10, 0.1);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new TuningInput(
                    job.graph(),
                    job.metrics(),
                    History.empty(5),
                    new Limits(Map.of()),
                    new TunerState.ContTune(1)))
        .withMessageContaining("limits are missing");
  }
}
