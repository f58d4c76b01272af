package io.conttune.core.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.tuning.TunerState.Linear;
import io.conttune.core.tuning.TunerState.Phase;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TunerStateTest {
  @Test
  void keepsOnlyTheLargestParallelismWhenSomebodyElseHasSetTheParallelism() {
    TunerState state =
        new TunerState(
            32,
            TunerState.Phase.BIG,
            new TunerState.Linear(3, 2, Map.of(new OperatorId("a"), 4), 1.5));

    assertThat(state.afterChangeElsewhere()).isEqualTo(TunerState.initial(32));
  }

  @Test
  void startsInTheSmallPhaseWithNothingRemembered() {
    TunerState state = TunerState.initial(8);

    assertThat(state).isEqualTo(new TunerState(8, Phase.SMALL, new Linear(0, 0, Map.of(), 1)));
  }

  @Test
  void refusesMaximumBelowOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TunerState.initial(0))
        .withMessage("p_max must be at least 1, but is 0");
  }

  @Test
  void refusesTargetRateRatioBelowOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Linear(0, 0, Map.of(), 0.9))
        .withMessageContaining("target rate ratio must be at least 1");
  }

  @Test
  void refusesNegativeCounts() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Linear(-1, 0, Map.of(), 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Linear(0, -1, Map.of(), 1));
  }
}
